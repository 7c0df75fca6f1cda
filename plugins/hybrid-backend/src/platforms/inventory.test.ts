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
        ruleArn: rule('cart'),
        ruleTags: cart.rule.tags,
        targetGroups: {
          'on-prem': group('cart', 'on-prem'),
          aws: group('cart', 'aws'),
        },
        defaultWeights: { 'on-prem': 40, aws: 60 },
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

  const problemWith = (changes: Partial<typeof cart>, ...more: any[]) =>
    readInventory([...Object.values({ ...cart, ...changes }), ...more])
      .services[0].problem;

  it.each<[string, ReturnType<typeof problemWith>, RegExp]>([
    [
      'a site without a target group',
      readInventory([cart.rule, cart.aws]).services[0].problem,
      /0 target groups.*'on-prem'/,
    ],
    [
      'two target groups of a site',
      problemWith(
        {},
        tagged(group('cart', 'aws-2'), 'cart', site('aws', '60')),
      ),
      /2 target groups.*'aws'/,
    ],
    [
      'two rules',
      problemWith({}, tagged(rule('cart-2'), 'cart')),
      /2 tagged listener rules/,
    ],
  ])('says what is wrong with %s', (_, problem, message) => {
    expect(problem?.code).toBe('rule-not-hybrid');
    expect(problem?.message).toMatch(message);
    expect(problem?.remedy).toMatch(/\S/);
  });

  it('takes a service whose default weights nobody knows for one that works', () => {
    for (const weight of ['', '-1', '1000', '4O', '0.5', '60%']) {
      const [service] = readInventory(
        Object.values({
          ...cart,
          aws: tagged(group('cart', 'aws'), 'cart', site('aws', weight)),
        }),
      ).services;
      expect(service.problem).toBeUndefined();
      expect(service.targetGroups?.aws).toBe(group('cart', 'aws'));
      expect(service.defaultWeights).toBeUndefined();
      expect(service.defaultWeightsProblem?.message).toMatch(
        /hybrid-platform:default-weight.*targetgroup\/shop-cart-aws/,
      );
    }
  });

  it('forgives blanks around the names of services and sites', () => {
    const [service] = readInventory([
      cart.rule,
      tagged(group('cart', 'on-prem'), ' cart', site(' on-prem', ' 40')),
      tagged(group('cart', 'aws'), 'cart\t', site('aws\t', '60\t')),
    ]).services;
    expect(service.problem).toBeUndefined();
    expect(service.defaultWeights).toEqual({ 'on-prem': 40, aws: 60 });
  });
});
