import type { Action, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GROUPS, ruleCases } from '../../__testUtils__/platformCases';
import { readWeights, withWeights } from './weights';

const groups = { 'on-prem': 'arn:on-prem', aws: 'arn:aws' };

const rule: Rule = {
  RuleArn: 'arn:rule',
  Actions: [
    {
      Type: 'authenticate-oidc',
      Order: 1,
      AuthenticateOidcConfig: {
        Issuer: 'https://login.example.com',
        AuthorizationEndpoint: 'https://login.example.com/authorize',
        TokenEndpoint: 'https://login.example.com/token',
        UserInfoEndpoint: 'https://login.example.com/userinfo',
        ClientId: 'cart',
      },
    },
    {
      Type: 'forward',
      Order: 2,
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: 'arn:canary', Weight: 5 },
          { TargetGroupArn: 'arn:on-prem', Weight: 40 },
          { TargetGroupArn: 'arn:aws', Weight: 60 },
        ],
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 3600 },
      },
    },
  ],
};

describe('readWeights', () => {
  it('reads the weights of the two sites among other target groups', () => {
    expect(readWeights(rule, groups)).toEqual({
      weights: { 'on-prem': 40, aws: 60 },
      elsewhere: 5,
      stickySeconds: 3600,
    });
  });

  it('knows no stickiness where it is off, nor other groups where there are none', () => {
    const [, forward] = rule.Actions!;
    const { TargetGroups } = forward.ForwardConfig!;
    const plain = {
      ...forward,
      ForwardConfig: {
        TargetGroups: TargetGroups!.filter(({ TargetGroupArn: arn }) =>
          Object.values(groups).includes(arn!),
        ),
        TargetGroupStickinessConfig: { Enabled: false, DurationSeconds: 60 },
      },
    };
    expect(readWeights({ ...rule, Actions: [plain] }, groups)).toEqual({
      weights: { 'on-prem': 40, aws: 60 },
      elsewhere: 0,
    });
  });

  it.each(ruleCases.map(each => [each.why, each] as const))(
    'is as the Lambdas read it: %s',
    (_, { actions, weights }) => {
      const read = readWeights(
        { RuleArn: 'arn:rule', Actions: actions as Action[] },
        GROUPS,
      );
      expect(read.weights).toEqual(weights);
      expect(read.problem?.code).toBe(weights ? undefined : 'rule-not-hybrid');
    },
  );

  it.each<[string, Rule['Actions'], RegExp]>([
    ['without actions', undefined, /0 forward actions/],
    [
      'that forwards twice',
      [rule.Actions![1], rule.Actions![1]],
      /2 forward actions/,
    ],
    [
      'that forwards to a group twice',
      [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: 'arn:aws' },
              { TargetGroupArn: 'arn:aws' },
            ],
          },
        },
      ],
      /2 target groups of the site 'aws'/,
    ],
    [
      'that forwards to others',
      [{ Type: 'forward', TargetGroupArn: 'arn:canary' }],
      /target group of neither site/,
    ],
  ])('says what is wrong with a rule %s', (_, Actions, message) => {
    const { problem } = readWeights({ RuleArn: 'arn:rule', Actions }, groups);
    expect(problem?.message).toMatch(message);
    expect(problem?.remedy).toMatch(/aws elbv2 modify-rule/);
  });
});

const WEIGHTS = { 'on-prem': 0, aws: 100 };

describe('withWeights', () => {
  it('changes the two weights, keeps the client secret, and leaves the rest', () => {
    const before = JSON.stringify(rule);
    const [authenticate, forward] = withWeights(rule, groups, WEIGHTS);
    expect(authenticate).toEqual({
      ...rule.Actions![0],
      AuthenticateOidcConfig: {
        ...rule.Actions![0].AuthenticateOidcConfig,
        UseExistingClientSecret: true,
      },
    });
    expect(forward).toEqual({
      Type: 'forward',
      Order: 2,
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: 'arn:canary', Weight: 5 },
          { TargetGroupArn: 'arn:on-prem', Weight: 0 },
          { TargetGroupArn: 'arn:aws', Weight: 100 },
        ],
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 3600 },
      },
    });
    expect(JSON.stringify(rule)).toBe(before);
  });

  it('leaves actions without a client secret as they are', () => {
    const others: Rule['Actions'] = [
      { Type: 'authenticate-cognito', Order: 1 },
      { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } },
    ];
    expect(withWeights({ Actions: others }, groups, WEIGHTS)).toEqual(others);
    expect(withWeights({}, groups, WEIGHTS)).toEqual([]);
  });

  it.each(
    ruleCases.flatMap(({ why, actions, toAws, toOnPrem }) => [
      ...(toAws ? [['aws', why, actions, toAws] as const] : []),
      ...(toOnPrem ? [['on-prem', why, actions, toOnPrem] as const] : []),
    ]),
  )(
    'gives all traffic to %s as the Lambdas do: %s',
    (to, _, actions, after) => {
      const wanted = { 'on-prem': 0, aws: 0, [to]: 100 };
      const given = { Actions: actions as Action[] };
      const written = withWeights(given, GROUPS, wanted);
      expect(written).toEqual(after);
      expect(readWeights({ Actions: written }, GROUPS).weights).toEqual(wanted);
    },
  );

  it.each<[string, Rule['Actions'], object[]]>([
    [
      'to another group, which gets everything as before',
      [{ Type: 'forward', TargetGroupArn: 'arn:canary' }],
      [{ TargetGroupArn: 'arn:canary', Weight: 1 }],
    ],
    ['to no group', [{ Type: 'forward' }], []],
  ])('adds no group to a forward %s', (_, Actions, TargetGroups) => {
    expect(withWeights({ Actions }, groups, WEIGHTS)).toEqual([
      { Type: 'forward', ForwardConfig: { TargetGroups } },
    ]);
  });
});
