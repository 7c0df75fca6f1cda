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

describe('withWeights', () => {
  it('changes the two weights, keeps the client secret, and leaves the rest', () => {
    const before = JSON.stringify(rule);
    const [authenticate, forward] = withWeights(rule, groups, {
      'on-prem': 0,
      aws: 100,
    });
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
});
