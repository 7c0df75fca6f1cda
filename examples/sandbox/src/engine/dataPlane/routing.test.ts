import type { Rule, RuleAction, TargetGroup } from '../../model';
import { chooseByWeight, matchRule, route } from './routing';

const rule = (
  priority: Rule['priority'],
  hosts: string[],
  paths: string[] = ['/*'],
  actions: RuleAction[] = [],
): Rule => ({
  arn: `rule/${priority}`,
  listenerArn: 'listener',
  priority,
  conditions: hosts.length
    ? [
        { field: 'host-header', values: hosts },
        { field: 'path-pattern', values: paths },
      ]
    : [],
  actions,
});

describe('matchRule', () => {
  const find = (rules: Rule[], host: string, path = '/') =>
    matchRule(rules, { listenerArn: 'listener', host, path })?.priority;

  it('takes the lowest priority number among the rules that match', () => {
    const rules = [
      rule('default', []),
      rule(20, ['cart.example.com']),
      rule(10, ['cart.example.com'], ['/api/*']),
    ];
    expect(find(rules, 'cart.example.com', '/api/x')).toBe(10);
    expect(find(rules, 'cart.example.com', '/')).toBe(20);
    expect(find(rules, 'other.example.com')).toBe('default');
  });

  it('matches hosts in any case, paths as they are, and wildcards in both', () => {
    const rules = [rule(1, ['*.Example.com', 'a?.test'], ['/Img/*.png'])];
    expect(find(rules, 'X.EXAMPLE.com', '/Img/a/b.png')).toBe(1);
    expect(find(rules, 'ab.test', '/Img/.png')).toBe(1);
    expect(find(rules, 'abc.test', '/Img/a.png')).toBeUndefined();
    expect(find(rules, 'x.example.com', '/img/a.png')).toBeUndefined();
    // A dot is a dot.
    expect(find(rules, 'xyexample.com', '/Img/a.png')).toBeUndefined();
  });
});

describe('chooseByWeight', () => {
  const groups = [
    { arn: 'a', weight: 40 },
    { arn: 'none', weight: 0 },
    { arn: 'b', weight: 60 },
  ];

  it('gives each group its part of the range, and a group of weight 0 nothing', () => {
    expect(chooseByWeight(groups, () => 0)).toBe('a');
    expect(chooseByWeight(groups, () => 0.3999)).toBe('a');
    expect(chooseByWeight(groups, () => 0.4)).toBe('b');
    expect(chooseByWeight(groups, () => 0.9999)).toBe('b');
  });

  it('chooses nothing when every weight is 0', () => {
    expect(chooseByWeight([{ arn: 'a', weight: 0 }], () => 0)).toBeUndefined();
  });
});

describe('route', () => {
  const group: TargetGroup = {
    arn: 'a',
    name: 'a',
    protocol: 'HTTP',
    port: 80,
    vpcId: 'vpc',
    targetType: 'ip',
    healthCheck: {
      path: '/',
      intervalSeconds: 5,
      timeoutSeconds: 2,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      matcher: '200',
    },
    targets: [
      { id: '10.0.0.1', port: 80, availabilityZone: 'a', state: 'initial' },
      { id: '10.0.0.2', port: 80, availabilityZone: 'a', state: 'draining' },
    ],
  };
  const decide = (actions: RuleAction[]) =>
    route(
      {
        rules: new Map([['r', rule(1, ['*'], ['/*'], actions)]]),
        targetGroups: new Map([['a', group]]),
      },
      { listenerArn: 'listener', host: 'x', path: '/', at: 0 },
      () => 0,
      () => 0,
    );
  const forward: RuleAction = {
    type: 'forward',
    order: 2,
    targetGroups: [{ arn: 'a', weight: 1 }],
    stickiness: { enabled: false },
  };

  it('lets everybody pass a sign-in action', () => {
    expect(
      decide([forward, { type: 'authenticate-oidc', order: 1, settings: {} }]),
    ).toMatchObject({ kind: 'forward', target: { id: '10.0.0.1' } });
  });

  it.each(['draining', 'unused'] as const)(
    'never uses a target that is %s',
    state => {
      group.targets[0].state = state;
      expect(decide([forward])).toMatchObject({ kind: 'no-target' });
    },
  );

  it('has no target for a rule whose weights are all 0', () => {
    expect(
      decide([{ ...forward, targetGroups: [{ arn: 'a', weight: 0 }] }]),
    ).toMatchObject({
      kind: 'no-target',
      why: expect.stringMatching(/weight 0/),
    });
  });
});
