import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkConfig, type ServiceConfig } from '../lib/config';
import { example, service } from './support/example';

/** What is wrong with a platform with these overrides, as `field: sentence`. */
function problems(
  overrides: object,
  services: ServiceConfig[] = example().services,
): string[] {
  const { platform } = example(overrides as never);
  return checkConfig(platform, services).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => service(`service-${i}`, i + 1));
const hosted = (name: string) => ({
  dns: { hostedZone: { id: 'Z0123456789', name } },
});
const karpenter = (version: string) => ({
  cluster: { karpenter: { version } },
});
const tunnels = (...cidrs: string[]) => ({
  tunnels: cidrs.map(insideCidr => ({ insideCidr })),
});

const longest = { id: 'shop-platform', name: 'storefront' };

describe('what is just right', () => {
  const allowed: [string, object, ServiceConfig[]?][] = [
    ['the largest VPC', { network: { vpcCidr: '10.20.0.0/16' } }],
    ['the smallest VPC', { network: { vpcCidr: '10.20.0.0/18' } }],
    [
      'ranges beside each other',
      {
        network: {
          onPremCidrs: ['192.168.10.0/24', '10.19.0.0/16', '10.21.0.0/16'],
        },
      },
    ],
    [
      'ranges of the providers',
      { network: { onPremCidrs: ['192.168.10.0/24', '100.64.8.0/24'] } },
    ],
    ['a NAT gateway in every zone', { network: { natGateways: 2 } }],
    [
      'one tunnel with static routing',
      { vpn: { routing: 'static', ...tunnels('169.254.20.0/30') } },
    ],
    ['a transit gateway with BGP', { vpn: { gateway: 'tgw' } }],
    ['the first Karpenter of a Kubernetes version', karpenter('1.13.0')],
    ['a newer Karpenter with a smaller last number', karpenter('2.0.1')],
    [
      'no backups where nothing is replicated',
      {
        data: { database: { backupRetentionDays: 0 }, replication: undefined },
      },
    ],
    [
      'the least backups with replication',
      { data: { database: { backupRetentionDays: 1 } } },
    ],
    ['a domain that is its own zone', hosted('shop.example.com')],
    ['a domain below its zone', hosted('example.com')],
    ['as many services as fit', {}, many(90)],
    [
      'the domain itself as a host',
      {},
      [service('cart', 10, { hosts: ['shop.example.com'] })],
    ],
    [
      'every name below the domain as a host',
      {},
      [service('cart', 10, { hosts: ['*.shop.example.com'] })],
    ],
    [
      'as many conditions as a rule takes',
      {},
      [
        service('cart', 10, {
          hosts: ['a.shop.example.com', 'b.shop.example.com'],
          paths: ['/a', '/b', '/c'],
        }),
      ],
    ],
    [
      'the longest name of a target group',
      { id: longest.id },
      [service(longest.name, 10)],
    ],
    [
      'the same host with other paths',
      {},
      [
        service('cart', 10, { paths: ['/cart', '/basket'] }),
        service('order', 20, {
          hosts: ['cart.shop.example.com'],
          paths: ['/order'],
        }),
      ],
    ],
  ];
  for (const [name, overrides, services] of allowed) {
    it(`is ${name}`, () => assert.deepEqual(problems(overrides, services), []));
  }
});

describe('what is one too much', () => {
  const refused: [string, object, string, ServiceConfig[]?][] = [
    [
      'a VPC that AWS does not make',
      { network: { vpcCidr: '10.20.0.0/15' } },
      'network.vpcCidr: /15 does not fit',
    ],
    [
      'a VPC in which one subnet does not fit',
      { network: { vpcCidr: '10.20.0.0/19' } },
      'network.vpcCidr: /19 does not fit',
    ],
    [
      'a zone that is listed twice',
      { availabilityZones: ['ap-northeast-2a', 'ap-northeast-2a'] },
      'availabilityZones.1: ap-northeast-2a is listed twice',
    ],
    [
      'a gateway with an address in one of the ranges on-prem',
      {
        network: { onPremCidrs: ['192.168.10.0/24', '192.168.20.0/24'] },
        vpn: { customerGatewayAddress: '192.168.20.1' },
      },
      'vpn.customerGatewayAddress: 192.168.20.1 is in an on-prem range',
    ],
    [
      'a Karpenter of the major version before',
      karpenter('0.99.9'),
      'cluster.karpenter.version: Karpenter 0.99.9 does not support',
    ],
    [
      'a domain that only ends like its zone',
      { dns: { domain: 'myshop.org', ...hosted('shop.org').dns } },
      'dns.domain: myshop.org is not in the hosted zone shop.org',
      [service('cart', 10, { hosts: ['cart.myshop.org'] })],
    ],
    [
      'one service more than fit',
      {},
      ': 91 services are more than the 90',
      many(91),
    ],
    [
      'a name that two services have',
      {},
      'name: cart is used twice',
      [
        service('cart', 10, { paths: ['/a'] }),
        service('cart', 20, { paths: ['/b'] }),
      ],
    ],
    [
      'an address that is listed twice',
      {},
      'onPrem.addresses.1: 192.168.10.9 is listed twice',
      [
        service('cart', 10, {
          onPrem: { addresses: ['192.168.10.9', '192.168.10.9'] },
        }),
      ],
    ],
    [
      'one of the hosts of another service',
      {},
      'hosts: cart.shop.example.com/* is routed to cart already',
      [
        service('cart', 10, {
          hosts: ['basket.shop.example.com', 'cart.shop.example.com'],
        }),
        service('order', 20, { hosts: ['cart.shop.example.com'] }),
      ],
    ],
    [
      'one of the paths of another service',
      {},
      'hosts: cart.shop.example.com/b is routed to cart already',
      [
        service('cart', 10, { paths: ['/a', '/b'] }),
        service('order', 20, {
          hosts: ['cart.shop.example.com'],
          paths: ['/b', '/c'],
        }),
      ],
    ],
    [
      'one condition more than a rule takes',
      {},
      'paths: 6 hosts and paths are more than the 5',
      [
        service('cart', 10, {
          hosts: ['a', 'b', 'c'].map(name => `${name}.shop.example.com`),
          paths: ['/a', '/b', '/c'],
        }),
      ],
    ],
    [
      'one letter more than the name of a target group takes',
      { id: longest.id },
      "name: the target group's name shop-platform-storefronts-on-prem has 33",
      [service(`${longest.name}s`, 10)],
    ],
    [
      'a host that only ends like the domain',
      {},
      'hosts.0: cart-shop.example.com must be shop.example.com or one name',
      [service('cart', 10, { hosts: ['cart-shop.example.com'] })],
    ],
  ];
  for (const [name, overrides, expected, services] of refused) {
    it(`is ${name}`, () => {
      const found = problems(overrides, services);
      assert.equal(found.length, 1, found.join('\n'));
      assert.equal(found[0].slice(0, expected.length), expected);
    });
  }
});
