import { platformSchema, serviceSchema, type Config } from '../../lib/config';

type Overrides = { [key: string]: unknown };

/** A small platform that does not depend on `config/`: two services, defaults otherwise. */
export function example(overrides: Overrides = {}): Config {
  const platform = platformSchema.parse(
    merge(
      {
        id: 'shop',
        name: 'Shop',
        owner: 'group:default/platform-team',
        account: '111122223333',
        region: 'ap-northeast-2',
        availabilityZones: ['ap-northeast-2a', 'ap-northeast-2c'],
        network: { vpcCidr: '10.20.0.0/16', onPremCidrs: ['192.168.10.0/24'] },
        vpn: { customerGatewayAddress: '203.0.113.10', routing: 'bgp' },
        data: { replication: { enabled: true, direction: 'aws-to-on-prem' } },
        dns: { domain: 'shop.example.com' },
        schedule: { mode: 'office-hours', timeZone: 'Asia/Seoul' },
        deploy: { githubRepository: 'example/shop-platform' },
      },
      overrides,
    ),
  );
  return { platform, services: [service('cart', 10), service('order', 20)] };
}

export function service(
  name: string,
  priority: number,
  overrides: Overrides = {},
) {
  return serviceSchema.parse(
    merge(
      {
        name,
        entity: `component:default/${name}`,
        priority,
        hosts: [`${name}.shop.example.com`],
        onPrem: { addresses: [`192.168.10.${priority + 1}`], port: 8080 },
        aws: { port: 8080 },
        weights: { 'on-prem': 40, aws: 60 },
        alarms: { requestSurge: 6000 },
      },
      overrides,
    ),
  );
}

function merge(base: any, overrides: any): any {
  if (
    overrides === null ||
    typeof overrides !== 'object' ||
    Array.isArray(overrides)
  ) {
    return overrides;
  }
  const result = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    result[key] = merge(base?.[key], value);
  }
  return result;
}
