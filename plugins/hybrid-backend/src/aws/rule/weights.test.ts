import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
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
    });
  });

  it('counts a group without a number as one that serves', () => {
    const silent: Rule = {
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: 'arn:on-prem' },
              { TargetGroupArn: 'arn:aws', Weight: 0 },
            ],
          },
        },
      ],
    };
    expect(readWeights(silent, groups)).toEqual({
      weights: { 'on-prem': 1, aws: 0 },
    });
  });

  it.each<[string, Rule['Actions'], RegExp]>([
    ['without actions', undefined, /0 forward actions/],
    [
      'that forwards twice',
      [rule.Actions![1], rule.Actions![1]],
      /2 forward actions/,
    ],
    [
      'without the group of a site',
      [
        {
          Type: 'forward',
          ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn:aws' }] },
        },
      ],
      /0 target groups of the site 'on-prem'/,
    ],
    [
      'that forwards to one group the short way',
      [{ Type: 'forward', TargetGroupArn: 'arn:aws' }],
      /0 target groups of the site 'on-prem'/,
    ],
  ])('takes a rule %s for not hybrid', (_, Actions, message) => {
    const { problem } = readWeights({ RuleArn: 'arn:rule', Actions }, groups);
    expect(problem?.code).toBe('rule-not-hybrid');
    expect(problem?.message).toMatch(message);
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

  it.each<[string, Rule['Actions'], object[]]>([
    [
      'to another group, which gets everything as before',
      [{ Type: 'forward', TargetGroupArn: 'arn:canary' }],
      [{ TargetGroupArn: 'arn:canary', Weight: 1 }],
    ],
    ['to no group', [{ Type: 'forward' }], []],
  ])('writes a forward the long way %s', (_, Actions, TargetGroups) => {
    expect(withWeights({ Actions }, groups, WEIGHTS)).toEqual([
      { Type: 'forward', ForwardConfig: { TargetGroups } },
    ]);
  });
});
