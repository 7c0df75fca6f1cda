import type { PlatformConfig } from '../../lib/config';
import { lines } from '../files';
import type { GatewayTunnel } from './tunnels';

/** In swanctl's words, and within what `lib/vpn` lets AWS accept. */
export const PROPOSALS = {
  /** Phase 1: AES256, SHA2-384, group 20. */
  ike: 'aes256-sha384-ecp384',
  /** Phase 2: AES256-GCM-16, group 20. */
  esp: 'aes256gcm16-ecp384',
};

/**
 * One tunnel for swanctl. Route-based, as AWS has it: everything may pass, and routing decides
 * what does. Its secret is in a file of its own, which `hybrid-vpn-psk` writes on the gateway.
 */
export function swanctlTunnel(
  config: PlatformConfig,
  tunnel: GatewayTunnel,
): string {
  const name = `tunnel${tunnel.number}`;
  return lines(
    `# ${name} of ${config.name}: ${tunnel.insideCidr} inside, ${tunnel.outsideAddress} outside.`,
    'connections {',
    `  ${name} {`,
    '    version = 2',
    `    remote_addrs = ${tunnel.outsideAddress}`,
    `    proposals = ${PROPOSALS.ike}`,
    '    # An hour before AWS would (8 h), so that the gateway chooses the moment.',
    '    rekey_time = 7h',
    '    keyingtries = 0',
    '    mobike = no',
    '    dpd_delay = 10s',
    '    # Binds the tunnel to its interface; two tunnels with the same selectors need it.',
    `    if_id_in = ${tunnel.number}`,
    `    if_id_out = ${tunnel.number}`,
    '    local {',
    '      auth = psk',
    '      # The address AWS knows, also when the gateway is behind NAT.',
    `      id = ${config.vpn.customerGatewayAddress}`,
    '    }',
    '    remote {',
    '      auth = psk',
    `      id = ${tunnel.outsideAddress}`,
    '    }',
    '    children {',
    `      ${name} {`,
    '        local_ts = 0.0.0.0/0',
    '        remote_ts = 0.0.0.0/0',
    `        esp_proposals = ${PROPOSALS.esp}`,
    '        rekey_time = 50m',
    '        start_action = start',
    '        close_action = start',
    '        dpd_action = restart',
    '      }',
    '    }',
    '  }',
    '}',
  );
}
