/*
 * Writes strongSwan's configuration of the two ends that AWS has, from the very tunnel options
 * that the CDK stack asks AWS for: a gateway that offers what AWS was told to refuse stays down.
 *
 *   aws-peer.ts <config folder> <output folder> <outside address 1> <outside address 2>
 *
 * The pre-shared keys come from the environment: PSK1 and PSK2.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../skeleton/lib/config';
import { tunnelOptions } from '../../skeleton/lib/vpn/tunnel-options';

type Option = ReturnType<typeof tunnelOptions>[number];

const ENCRYPTION: Record<string, string> = {
  AES256: 'aes256',
  'AES256-GCM-16': 'aes256gcm16',
};
const INTEGRITY: Record<string, string> = {
  'SHA2-256': 'sha256',
  'SHA2-384': 'sha384',
  'SHA2-512': 'sha512',
};
const GROUP: Record<number, string> = {
  14: 'modp2048',
  19: 'ecp256',
  20: 'ecp384',
  21: 'ecp521',
};

const [configFolder, output, ...outside] = process.argv.slice(2);
const { platform } = loadConfig(configFolder);
const keys = [process.env.PSK1 ?? '', process.env.PSK2 ?? ''] as const;

tunnelOptions(platform, keys, 'arn:aws:logs:::log-group:none').forEach(
  (option, index) => {
    const folder = join(output, `aws${index + 1}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'aws.conf'),
      peer(option, outside[index], platform.vpn.customerGatewayAddress),
    );
  },
);

function peer(option: Option, address: string, customer: string): string {
  const values = <T>(list: unknown): T[] =>
    (list as { value: T }[]).map(({ value }) => value);
  const proposals = (phase: 1 | 2) =>
    values<string>(option[`phase${phase}EncryptionAlgorithms`]).flatMap(
      encryption =>
        values<string>(option[`phase${phase}IntegrityAlgorithms`]).flatMap(
          integrity =>
            values<number>(option[`phase${phase}DhGroupNumbers`]).map(group =>
              proposal(phase, encryption, integrity, group),
            ),
        ),
    );
  return `connections {
  aws {
    version = ${values<string>(option.ikeVersions).includes('ikev1') ? 0 : 2}
    local_addrs = ${address}
    remote_addrs = ${customer}
    proposals = ${[...new Set(proposals(1))].join(',')}
    dpd_delay = ${Number(option.dpdTimeoutSeconds) / 3}s
    mobike = no
    local {
      auth = psk
      id = ${address}
    }
    remote {
      auth = psk
      id = ${customer}
    }
    children {
      aws {
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        esp_proposals = ${[...new Set(proposals(2))].join(',')}
        start_action = ${option.startupAction === 'start' ? 'start' : 'none'}
        dpd_action = ${option.dpdTimeoutAction}
      }
    }
  }
}
secrets {
  ike {
    id = ${customer}
    secret = "${option.preSharedKey}"
  }
}
`;
}

/** An algorithm that authenticates by itself takes the integrity as the pseudo-random function. */
function proposal(
  phase: 1 | 2,
  encryption: string,
  integrity: string,
  group: number,
): string {
  const aead = encryption.includes('GCM');
  const second = aead
    ? phase === 1 && `prf${INTEGRITY[integrity]}`
    : INTEGRITY[integrity];
  return [ENCRYPTION[encryption], second, GROUP[group]]
    .filter(Boolean)
    .join('-');
}
