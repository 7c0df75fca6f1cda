import type { JsonObject, JsonValue } from '@backstage/types';

/** The form of a small platform, with what a test wants otherwise, deeply. */
export function formValues(overrides: JsonObject = {}): JsonObject {
  return merge(
    {
      id: 'shop',
      name: 'Shop',
      owner: 'group:default/platform-team',
      account: '111122223333',
      region: 'ap-northeast-2',
      zones: ['a', 'c'],
      network: { vpcCidr: '10.20.0.0/16', onPremCidrs: ['192.168.10.0/24'] },
      vpn: { customerGatewayAddress: '203.0.113.10', routing: 'bgp' },
      data: {},
      dns: { domain: 'shop.example.com', zone: 'new' },
      addService: true,
      service: {
        name: 'cart',
        onPremAddresses: ['192.168.10.11'],
        port: 8080,
        weights: { 'on-prem': 40, aws: 60 },
      },
      destination: 'local',
      repositoryName: 'shop-platform',
    },
    overrides,
  );
}

function merge(base: JsonObject, overrides: JsonObject): JsonObject {
  const result = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    const old = result[key];
    result[key] = isObject(old) && isObject(value) ? merge(old, value) : value;
  }
  return result;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
