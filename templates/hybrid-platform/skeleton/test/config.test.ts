import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import {
  ConfigError,
  checkConfig,
  loadConfig,
  onPremDatabaseOf,
  platformSchema,
  serviceSchema,
  tunnelsOf,
} from '../lib/config';
import { example, service } from './support/example';

/** The sentences about a platform with these overrides. */
function problems(overrides: object, services = example().services): string[] {
  const { platform } = example(overrides as never);
  return checkConfig(platform, services).map(
    ({ file, path, message }) => `${file} ${path}: ${message}`,
  );
}

function refuses(found: string[], ...expected: RegExp[]) {
  assert.equal(found.length, expected.length, found.join('\n'));
  expected.forEach((pattern, i) => assert.match(found[i], pattern));
}

describe('the configuration', () => {
  it('of this repository is a good one', () => {
    const { platform, services } = loadConfig(join(__dirname, '../config'));
    assert.deepEqual(checkConfig(platform, services), []);
  });

  it('needs little: everything else has a default', () => {
    assert.deepEqual(problems({}), []);
  });

  it('refuses ranges that overlap', () => {
    refuses(
      problems({
        network: { onPremCidrs: ['10.20.128.0/24', '192.168.10.0/24'] },
      }),
      /network\.onPremCidrs\.0: 10\.20\.128\.0\/24 overlaps network\.vpcCidr 10\.20\.0\.0\/16/,
    );
    refuses(
      problems({
        network: { onPremCidrs: ['192.168.10.0/24', '192.168.0.0/16'] },
      }),
      /onPremCidrs\.1: 192\.168\.0\.0\/16 overlaps network\.onPremCidrs\.0/,
    );
  });

  it('refuses a range that is an address inside of it', () => {
    refuses(
      problems({ network: { vpcCidr: '10.20.1.0/16' } }),
      /vpcCidr: 10\.20\.1\.0\/16 is not a range: write 10\.20\.0\.0\/16/,
    );
  });

  it('refuses a range that the tunnels use inside', () => {
    refuses(
      problems({
        network: { onPremCidrs: ['192.168.10.0/24', '169.254.20.0/24'] },
      }),
      /169\.254\.20\.0\/24 overlaps 169\.254\.0\.0\/16/,
      /is not private/,
    );
  });

  it('refuses a VPC in which the subnets do not fit', () => {
    refuses(
      problems({ network: { vpcCidr: '10.20.0.0/20' } }),
      /\/20 does not fit/,
    );
  });

  it('refuses public ranges on-prem: a load balancer has no targets there', () => {
    refuses(
      problems({ network: { onPremCidrs: ['192.168.10.0/24', '8.8.8.0/24'] } }),
      /8\.8\.8\.0\/24 is not private/,
    );
  });

  it('refuses two tunnels with static routing, and one with BGP', () => {
    const tunnels = [
      { insideCidr: '169.254.20.0/30' },
      { insideCidr: '169.254.21.0/30' },
    ];
    refuses(
      problems({ vpn: { routing: 'static', tunnels } }),
      /vpn\.tunnels: two tunnels need BGP/,
    );
    refuses(
      problems({ vpn: { tunnels: tunnels.slice(0, 1) } }),
      /vpn\.tunnels: BGP is there to use both tunnels/,
    );
    assert.deepEqual(problems({ vpn: { tunnels } }), []);
  });

  it('refuses a transit gateway with static routing', () => {
    refuses(
      problems({ vpn: { routing: 'static', gateway: 'tgw' } }),
      /vpn\.gateway: a transit gateway needs BGP/,
    );
  });

  for (const insideCidr of ['169.254.5.0/30', '169.254.169.252/30']) {
    it(`refuses the tunnel range ${insideCidr}, which AWS keeps for itself`, () => {
      refuses(
        problems({
          vpn: { tunnels: [{ insideCidr }, { insideCidr: '169.254.21.0/30' }] },
        }),
        /tunnels\.0\.insideCidr: .* is reserved by AWS/,
      );
    });
  }

  for (const insideCidr of [
    '169.254.20.0/29',
    '169.254.20.1/30',
    '10.0.0.0/30',
  ]) {
    it(`refuses the tunnel range ${insideCidr}`, () => {
      refuses(
        problems({
          vpn: { tunnels: [{ insideCidr }, { insideCidr: '169.254.21.0/30' }] },
        }),
        /must be a \/30 of 169\.254\.0\.0\/16/,
      );
    });
  }

  it('refuses the same range in both tunnels', () => {
    const insideCidr = '169.254.20.0/30';
    refuses(
      problems({ vpn: { tunnels: [{ insideCidr }, { insideCidr }] } }),
      /used by the other tunnel/,
    );
  });

  it('refuses the same ASN on both ends', () => {
    refuses(
      problems({ vpn: { bgp: { onPremAsn: 64512 } } }),
      /onPremAsn: must differ from vpn\.bgp\.awsAsn 64512/,
    );
  });

  it('refuses a gateway address that is not public', () => {
    refuses(
      problems({ vpn: { customerGatewayAddress: '192.168.10.1' } }),
      /must be the public address/,
    );
  });

  it('refuses a Karpenter that does not support the Kubernetes version', () => {
    refuses(
      problems({ cluster: { karpenter: { version: '1.12.2' } } }),
      /Karpenter 1\.12\.2 does not support Kubernetes 1\.36: it needs at least 1\.13\.0/,
    );
    assert.deepEqual(
      problems({
        cluster: {
          kubernetesVersion: '1.35',
          karpenter: { version: '1.12.2' },
        },
      }),
      [],
    );
  });

  it('refuses a Kubernetes version that no Karpenter supports', () => {
    assert.throws(
      () => example({ cluster: { kubernetesVersion: '1.37' } }),
      /must be 1\.35 or 1\.36: no Karpenter supports a newer one/,
    );
  });

  it('refuses replication without backups', () => {
    refuses(
      problems({ data: { database: { backupRetentionDays: 0 } } }),
      /backupRetentionDays: must be at least 1 while replication is enabled/,
    );
    assert.deepEqual(
      problems({
        data: {
          database: { backupRetentionDays: 0 },
          replication: { enabled: false },
        },
      }),
      [],
    );
  });

  it('refuses addresses that are not on-prem', () => {
    refuses(
      problems({}, [
        service('cart', 10, { onPrem: { addresses: ['10.20.0.9'] } }),
      ]),
      /services\/cart\.yaml onPrem\.addresses\.0: 10\.20\.0\.9 is in none of network\.onPremCidrs/,
    );
    refuses(
      problems({ data: { onPrem: { address: '10.9.9.9' } } }),
      /data\.onPrem\.address: 10\.9\.9\.9 is in none of/,
    );
  });

  it('refuses a priority or a host that another service has', () => {
    refuses(
      problems({}, [service('cart', 10), service('order', 10)]),
      /services\/order\.yaml priority: 10 is the priority of cart already/,
    );
    refuses(
      problems({}, [
        service('cart', 10),
        service('order', 20, { hosts: ['CART.shop.example.com'] }),
      ]),
      /hosts: .*\/\* is routed to cart already/,
    );
    assert.deepEqual(
      problems({}, [
        service('cart', 10, { paths: ['/cart/*'] }),
        service('order', 20, { hosts: ['cart.shop.example.com'] }),
      ]),
      [],
    );
  });

  it('refuses a host that the certificate does not cover', () => {
    for (const host of ['shop.example.org', 'a.b.shop.example.com']) {
      refuses(
        problems({}, [service('cart', 10, { hosts: [host] })]),
        /must be shop\.example\.com or one name below it/,
      );
    }
  });

  it('refuses more conditions than a rule takes', () => {
    refuses(
      problems({}, [
        service('cart', 10, {
          hosts: ['a', 'b', 'c'].map(name => `${name}.shop.example.com`),
          paths: ['/a', '/b', '/c'],
        }),
      ]),
      /6 hosts and paths are more than the 5/,
    );
  });

  it('refuses a name that is too long for its target group', () => {
    const id = 'a-long-platform-name';
    refuses(
      problems({ id }, [service('sixteen-letters1', 10)]),
      /a-long-platform-name-sixteen-letters1-on-prem has 45 characters, AWS takes 32/,
    );
  });

  it('refuses a domain outside of its hosted zone', () => {
    refuses(
      problems({
        dns: { hostedZone: { id: 'Z0123456789', name: 'example.org' } },
      }),
      /dns\.domain: shop\.example\.com is not in the hosted zone example\.org/,
    );
  });

  it('refuses zones of another Region, and more NAT gateways than zones', () => {
    refuses(
      problems({ availabilityZones: ['ap-northeast-2a', 'us-east-1a'] }),
      /availabilityZones\.1: us-east-1a is not a zone of ap-northeast-2/,
    );
    refuses(
      problems({ network: { natGateways: 3 } }),
      /natGateways: 3 is more than the 2 availability zones/,
    );
  });

  it('refuses a time zone that nobody knows, and one without a name', () => {
    for (const timeZone of ['Asia/Soul', '+09:00']) {
      assert.throws(
        () => example({ schedule: { timeZone } }),
        /must be a time zone of the IANA database/,
      );
    }
  });

  it('refuses an evening before the morning', () => {
    assert.throws(
      () => example({ schedule: { start: '18:00', stop: '09:00' } }),
      /stop must be later than start/,
    );
  });

  it('refuses the weights 0 and 0', () => {
    assert.throws(
      () => service('cart', 10, { weights: { 'on-prem': 0, aws: 0 } }),
      /nobody serves the traffic/,
    );
  });

  it('refuses fewer than the two nodes that Karpenter needs', () => {
    assert.throws(
      () => example({ cluster: { systemNodes: { count: 1 } } }),
      /Karpenter runs two replicas on two nodes/,
    );
  });

  it('refuses settings that it does not know', () => {
    assert.equal(
      platformSchema.safeParse({ ...example().platform, vpm: 1 }).success,
      false,
    );
    assert.equal(
      serviceSchema.safeParse({ ...service('cart', 10), weigths: {} }).success,
      false,
    );
  });
});

describe('what follows from the configuration', () => {
  it('is one tunnel with static routing, and two with BGP', () => {
    const tunnels = (routing: string) =>
      tunnelsOf(example({ vpn: { routing } }).platform);
    assert.equal(tunnels('static').length, 1);
    assert.deepEqual(tunnels('bgp'), [
      {
        insideCidr: '169.254.10.0/30',
        awsAddress: '169.254.10.1',
        onPremAddress: '169.254.10.2',
      },
      {
        insideCidr: '169.254.11.0/30',
        awsAddress: '169.254.11.1',
        onPremAddress: '169.254.11.2',
      },
    ]);
  });

  it('is the tenth address on-prem for the database, unless another is given', () => {
    assert.deepEqual(onPremDatabaseOf(example().platform), {
      address: '192.168.10.10',
      port: 3306,
    });
    const data = { onPrem: { address: '192.168.10.99', port: 3307 } };
    assert.deepEqual(onPremDatabaseOf(example({ data }).platform), {
      address: '192.168.10.99',
      port: 3307,
    });
  });
});

describe('reading the configuration', () => {
  function withFiles(
    files: Record<string, string>,
    check: (folder: string) => void,
  ) {
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    mkdirSync(join(folder, 'services'));
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
    }
    try {
      check(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const platform = stringify(example().platform);
  const cart = (name: string, priority: number) =>
    stringify({ ...service('cart', priority), name });

  it('gives the services by priority', () => {
    const files = {
      'platform.yaml': platform,
      'services/a.yaml': cart('a', 20),
      'services/b.yaml': stringify({
        ...service('b', 10),
        hosts: ['b.shop.example.com'],
      }),
    };
    withFiles(files, folder =>
      assert.deepEqual(
        loadConfig(folder).services.map(({ name }) => name),
        ['b', 'a'],
      ),
    );
  });

  it('tells of everything at once, by file and field', () => {
    const files = {
      'platform.yaml': platform.replace('region: ', 'region: x'),
      'services/cart.yaml': 'name: [',
      'services/order.yaml': cart('other', 10),
    };
    withFiles(files, folder => {
      assert.throws(
        () => loadConfig(folder),
        (error: unknown) => {
          assert.ok(error instanceof ConfigError);
          assert.deepEqual(
            error.problems.map(({ file, path }) => `${file} ${path}`),
            [
              'platform.yaml region',
              'services/cart.yaml ',
              'services/order.yaml name',
            ],
          );
          assert.match(
            error.message,
            /platform\.yaml: region: must be an AWS Region/,
          );
          return true;
        },
      );
    });
  });
});
