import type { SandboxStatus } from '@hybrid-platform/sandbox';

type Service = SandboxStatus['services'][number];

export function aService(name: string, values: Partial<Service> = {}): Service {
  return {
    name,
    hosts: [`${name}.shop.example.com`],
    sites: {
      'on-prem': {
        weight: 40,
        healthy: 2,
        total: 2,
        requests: 80,
        failures: 0,
        up: true,
        targets: [],
      },
      aws: {
        weight: 60,
        healthy: 3,
        total: 3,
        requests: 120,
        failures: 0,
        up: true,
        targets: [],
      },
    },
    alarms: [{ name: `shop-${name}-on-prem-unhealthy`, state: 'OK' }],
    ...values,
  };
}

export function aStatus(values: Partial<SandboxStatus> = {}): SandboxStatus {
  return {
    platform: 'shop',
    region: 'ap-northeast-2',
    accountId: '111122223333',
    awsEndpoint: 'http://127.0.0.1:4600',
    trafficUrl: 'http://127.0.0.1:4601',
    minuteSeconds: 6,
    sites: { 'on-prem': { up: true }, aws: { up: true } },
    tunnels: [
      { number: 1, outsideIpAddress: '203.0.113.17', up: true },
      { number: 2, outsideIpAddress: '203.0.113.18', up: true },
    ],
    replication: { state: 'running', lagSeconds: 1.6, forcedLag: false },
    index: { lagSeconds: 0, keepDeleted: 0, hide: [] },
    aws: {
      throttleRate: 0,
      errorRate: 0,
      latencyMs: 0,
      dropRate: 0,
      hangRate: 0,
      dropAfterApply: false,
      operations: [],
    },
    services: [aService('cart')],
    events: [],
    ...values,
  };
}
