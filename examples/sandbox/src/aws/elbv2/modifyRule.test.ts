import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  OperationNotPermittedException,
  RuleNotFoundException,
  TargetGroupNotFoundException,
  type Action,
  type ModifyRuleCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { inProcessAws } from '../../testing/clients';
import { example, exampleWorld } from '../../testing/exampleWorld';

const rule = example.rule('cart');
const onPrem = example.targetGroup('cart', 'on-prem');
const aws = example.targetGroup('cart', 'aws');

const forward = (weights: Record<string, number>): Action => ({
  Type: 'forward',
  ForwardConfig: {
    TargetGroups: Object.entries(weights).map(([TargetGroupArn, Weight]) => ({
      TargetGroupArn,
      Weight,
    })),
  },
});

const oidc = {
  Issuer: 'https://idp.example.com',
  AuthorizationEndpoint: 'https://idp.example.com/authorize',
  TokenEndpoint: 'https://idp.example.com/token',
  UserInfoEndpoint: 'https://idp.example.com/user',
  ClientId: 'shop',
};

function setUp() {
  const world = exampleWorld();
  const { settings } = inProcessAws(world);
  const elb = new ElasticLoadBalancingV2Client(settings);
  return {
    world,
    modify: (input: Partial<ModifyRuleCommandInput>) =>
      elb.send(new ModifyRuleCommand({ RuleArn: rule, ...input })),
    actions: async () =>
      (await elb.send(new DescribeRulesCommand({ RuleArns: [rule] }))).Rules![0]
        .Actions!,
  };
}

describe('ModifyRule', () => {
  it('changes weights, and reads them back', async () => {
    const { modify, actions } = setUp();
    const { Rules } = await modify({
      Actions: [forward({ [onPrem]: 0, [aws]: 999 })],
    });
    expect(Rules![0].Actions).toEqual(await actions());
    expect((await actions())[0].ForwardConfig!.TargetGroups).toEqual([
      { TargetGroupArn: onPrem, Weight: 0 },
      { TargetGroupArn: aws, Weight: 999 },
    ]);
  });

  it('writes one target group both ways, several only in ForwardConfig', async () => {
    const { modify, actions } = setUp();
    await modify({ Actions: [{ Type: 'forward', TargetGroupArn: aws }] });
    expect((await actions())[0]).toMatchObject({
      TargetGroupArn: aws,
      ForwardConfig: { TargetGroups: [{ TargetGroupArn: aws, Weight: 1 }] },
    });
    await modify({ Actions: [forward({ [onPrem]: 1, [aws]: 1 })] });
    expect((await actions())[0]).not.toHaveProperty('TargetGroupArn');
  });

  it('leaves actions alone when only conditions are given, and the other way round', async () => {
    const { modify, world } = setUp();
    await modify({
      Conditions: [{ Field: 'path-pattern', Values: ['/cart/*'] }],
    });
    const kept = world.loadBalancing.rules.get(rule)!;
    expect(kept.conditions).toEqual([
      { field: 'path-pattern', values: ['/cart/*'] },
    ]);
    expect(kept.actions[0]).toMatchObject({
      targetGroups: [{ weight: 40 }, { weight: 60 }],
    });
    await modify({ Actions: [forward({ [aws]: 1 })] });
    expect(kept.conditions).toHaveLength(1);
  });

  it('keeps the client secret when told to, and never shows it', async () => {
    const { modify, actions, world } = setUp();
    const authenticate = (AuthenticateOidcConfig: object): Action => ({
      Type: 'authenticate-oidc',
      Order: 1,
      AuthenticateOidcConfig: { ...oidc, ...AuthenticateOidcConfig },
    });
    const last = { ...forward({ [aws]: 1 }), Order: 2 };
    await expect(
      modify({
        Actions: [authenticate({ UseExistingClientSecret: true }), last],
      }),
    ).rejects.toThrow('UseExistingClientSecret');
    await modify({ Actions: [authenticate({ ClientSecret: 's3cret' }), last] });
    expect(JSON.stringify(await actions())).not.toContain('s3cret');
    await modify({
      Actions: [authenticate({ UseExistingClientSecret: true }), last],
    });
    expect(world.loadBalancing.rules.get(rule)!.actions[0]).toMatchObject({
      type: 'authenticate-oidc',
      settings: { ClientSecret: 's3cret', ClientId: 'shop' },
    });
  });

  it('keeps order and stickiness', async () => {
    const { modify, actions } = setUp();
    const action = forward({ [onPrem]: 1, [aws]: 1 });
    action.ForwardConfig!.TargetGroupStickinessConfig = {
      Enabled: true,
      DurationSeconds: 3600,
    };
    await modify({ Actions: [{ ...action, Order: 7 }] });
    expect(await actions()).toEqual([
      expect.objectContaining({
        Order: 7,
        ForwardConfig: expect.objectContaining({
          TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 3600 },
        }),
      }),
    ]);
  });

  it('does not modify the default rule, nor one that is not there', async () => {
    const { modify } = setUp();
    const Actions = [forward({ [aws]: 1 })];
    await expect(
      modify({ RuleArn: example.defaultRule, Actions }),
    ).rejects.toThrow(OperationNotPermittedException);
    await expect(
      modify({ RuleArn: example.rule('nobody'), Actions }),
    ).rejects.toThrow(RuleNotFoundException);
    await expect(modify({ RuleArn: undefined, Actions })).rejects.toThrow(
      "Value null at 'ruleArn' failed to satisfy constraint",
    );
    await expect(modify({})).rejects.toMatchObject({ name: 'ValidationError' });
  });

  const sticky = (DurationSeconds?: number): Action => ({
    ...forward({}),
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: aws, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: true, DurationSeconds },
    },
  });

  it.each<[string, Action[], string]>([
    ['a weight of 1000', [forward({ [aws]: 1000 })], 'between 0 and 999'],
    ['a weight of -1', [forward({ [aws]: -1 })], 'between 0 and 999'],
    ['a weight of 1.5', [forward({ [aws]: 1.5 })], 'between 0 and 999'],
    ['no action', [], 'at least one action'],
    ['no target group', [{ Type: 'forward' }], 'must specify a target group'],
    [
      'six target groups',
      [
        forward(
          Object.fromEntries([1, 2, 3, 4, 5, 6].map(n => [`${aws}${n}`, 1])),
        ),
      ],
      'maximum of 5',
    ],
    [
      'the same target group twice',
      [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: aws }, { TargetGroupArn: aws }],
          },
        },
      ],
      'more than once',
    ],
    [
      'two groups beside a TargetGroupArn',
      [{ ...forward({ [aws]: 1, [onPrem]: 1 }), TargetGroupArn: aws }],
      'only one target group',
    ],
    ['stickiness without a duration', [sticky()], 'between 1 and 604800'],
    ['stickiness for too long', [sticky(604_801)], 'between 1 and 604800'],
    ['an unknown type', [{ Type: 'teleport' as 'forward' }], 'enum value set'],
    [
      'two actions without an order',
      [forward({ [aws]: 1 }), forward({ [aws]: 1 })],
      'order for each action',
    ],
    [
      'two actions that answer',
      [
        { ...forward({ [aws]: 1 }), Order: 1 },
        { ...forward({ [aws]: 1 }), Order: 2 },
      ],
      'exactly one action',
    ],
    [
      'a fixed response of 302',
      [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '302' } }],
      '2XX, 4XX or 5XX',
    ],
  ])('refuses %s and changes nothing', async (_, Actions, message) => {
    const { modify, actions } = setUp();
    const before = await actions();
    await expect(modify({ Actions })).rejects.toThrow(message);
    expect(await actions()).toEqual(before);
  });

  it('refuses target groups that are not there or belong to another load balancer', async () => {
    const { modify, world } = setUp();
    await expect(
      modify({
        Actions: [forward({ [example.targetGroup('cart', 'moon')]: 1 })],
      }),
    ).rejects.toThrow(TargetGroupNotFoundException);

    const { listeners, rules } = world.loadBalancing;
    listeners.set('other', {
      arn: 'other',
      loadBalancerArn: 'other-balancer',
      protocol: 'HTTP',
      port: 80,
    });
    rules.get(example.rule('order'))!.listenerArn = 'other';
    await expect(
      modify({
        Actions: [forward({ [example.targetGroup('order', 'aws')]: 1 })],
      }),
    ).rejects.toMatchObject({ name: 'TargetGroupAssociationLimitException' });
  });

  it.each([
    ['no condition', []],
    ['a field that ELB does not have', [{ Field: 'mood', Values: ['good'] }]],
    ['no value', [{ Field: 'host-header', Values: [] }]],
    ['a long value', [{ Field: 'host-header', Values: ['a'.repeat(129)] }]],
    [
      'more than five values',
      [{ Field: 'host-header', Values: ['a', 'b', 'c', 'd', 'e', 'f'] }],
    ],
    [
      'values that differ',
      [
        {
          Field: 'host-header',
          Values: ['a'],
          HostHeaderConfig: { Values: ['b'] },
        },
      ],
    ],
  ])('refuses %s', async (_, Conditions) => {
    const { modify } = setUp();
    await expect(modify({ Conditions })).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});
