import { platformSchema, type ServiceConfig } from './platformConfig';
import type { Config } from './config/loadConfig';

/** A platform with many services, for tests and measurements of scale. */
export function generateServices(count: number): Config {
  const platform = platformSchema.parse({
    id: 'scale',
    name: 'Scale',
    owner: 'group:default/platform-team',
    account: '111122223333',
    region: 'ap-northeast-2',
    availabilityZones: ['ap-northeast-2a', 'ap-northeast-2c'],
    network: { vpcCidr: '10.0.0.0/12', onPremCidrs: ['172.16.0.0/12'] },
    vpn: { customerGatewayAddress: '203.0.113.10', routing: 'bgp' },
    data: { replication: { enabled: true, direction: 'aws-to-on-prem' } },
    dns: { domain: 'scale.example.com' },
  });
  const services = Array.from({ length: count }, (_, index): ServiceConfig => {
    const name = `svc-${String(index + 1).padStart(4, '0')}`;
    // One guest of the service per on-prem range: 172.16.x.y and 172.17.x.y.
    const address = (range: number) =>
      `172.${range}.${index >> 8}.${index & 255}`;
    return {
      name,
      entity: `component:default/${name}`,
      priority: index + 1,
      hosts: [`${name}.scale.example.com`],
      paths: ['/*'],
      onPrem: { addresses: [address(16), address(17)], port: 8080 },
      aws: { port: 8080, replicas: 2 },
      weights: { 'on-prem': 40, aws: 60 },
      healthCheck: {
        path: '/healthz',
        intervalSeconds: 5,
        timeoutSeconds: 2,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
        matcher: '200',
      },
      alarms: {},
    };
  });
  return { platform, services };
}
