import { readInventory } from './inventory';

const elb = (resource: string) =>
  `arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:${resource}`;
const rule = (name: string) => elb(`listener-rule/app/shop/1/2/${name}`);
const group = (name: string, site: string) =>
  elb(`targetgroup/shop-${name}-${site}/1`);
const alarm = (name: string) =>
  `arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:${name}`;

const tagged = (arn: string, service?: string, more = {}) => ({
  arn,
  tags: {
    'hybrid-platform:platform': 'shop',
    ...(service && { 'hybrid-platform:service': service }),
    ...more,
  },
});
const site = (name: string, weight: string) => ({
  'hybrid-platform:site': name,
  'hybrid-platform:default-weight': weight,
});

const cart = {
  rule: tagged(rule('cart'), 'cart', {
    'hybrid-platform:entity': 'component:default/cart',
  }),
  onPrem: tagged(group('cart', 'on-prem'), 'cart', site('on-prem', '40')),
  aws: tagged(group('cart', 'aws'), 'cart', site('aws', '60')),
  alarm: tagged(alarm('shop-cart:odd-name'), 'cart'),
};

describe('readInventory', () => {
  it('finds a service by its tags, whatever the resources are called', () => {
    expect(readInventory(Object.values(cart)).services).toEqual([
      {
        name: 'cart',
        rules: [cart.rule],
        targetGroups: { 'on-prem': [cart.onPrem], aws: [cart.aws] },
        alarmNames: ['shop-cart:odd-name'],
      },
    ]);
  });

  it('finds load balancers and replications, and leaves the rest alone', () => {
    const dms = (resource: string) =>
      `arn:aws:dms:ap-northeast-2:111122223333:${resource}`;
    const database = 'arn:aws:rds:ap-northeast-2:111122223333:db:shop';
    expect(
      readInventory([
        tagged(elb('loadbalancer/app/shop/1')),
        tagged(elb('listener/app/shop/1/2')),
        tagged(dms('task:ABC'), undefined, {
          'hybrid-platform:entity': 'System:default/Shop',
        }),
        tagged(dms('replication-config:ABC'), undefined, {
          'hybrid-platform:entity': 'system:shop',
        }),
        tagged(dms('rep:DEF')),
        tagged(dms('endpoint:S'), undefined, { 'hybrid-platform:site': 'aws' }),
        tagged(dms('endpoint:T'), undefined, {
          'hybrid-platform:site': 'moon',
        }),
        tagged(database),
        tagged('arn:aws:rds:ap-northeast-2:111122223333:pg:shop'),
      ]),
    ).toEqual({
      services: [],
      loadBalancerArns: [elb('loadbalancer/app/shop/1')],
      listenerArns: [elb('listener/app/shop/1/2')],
      data: {
        replications: [
          { arn: dms('replication-config:ABC'), entityTag: 'system:shop' },
          { arn: dms('task:ABC'), entityRef: 'system:default/shop' },
        ],
        endpointSites: { [dms('endpoint:S')]: 'aws' },
        databaseArns: [database],
      },
    });
  });

  it('does not take a target group without a rule for a service', () => {
    expect(readInventory([cart.onPrem, cart.aws]).services).toEqual([]);
  });

  it('forgives blanks around the names of services and sites', () => {
    const onPrem = tagged(group('cart', 'on-prem'), ' cart', {
      'hybrid-platform:site': ' on-prem',
    });
    const aws = tagged(group('cart', 'aws'), 'cart\t', {
      'hybrid-platform:site': 'aws\t',
    });
    expect(readInventory([cart.rule, onPrem, aws]).services).toEqual([
      expect.objectContaining({
        targetGroups: { 'on-prem': [onPrem], aws: [aws] },
      }),
    ]);
  });
});
