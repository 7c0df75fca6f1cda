import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GROUPS, ruleCases } from '../testing/cases/rules';
import { weightsOf, withWeights } from './ruleActions';

const groups = { 'on-prem': 'tg-on-prem', aws: 'tg-aws' };
const failedOver = { 'on-prem': 0, aws: 100 };

const forward: Action = {
  Type: 'forward',
  Order: 7,
  ForwardConfig: {
    TargetGroups: [
      { TargetGroupArn: 'tg-aws', Weight: 60 },
      { TargetGroupArn: 'tg-canary', Weight: 5 },
      { TargetGroupArn: 'tg-on-prem', Weight: 40 },
    ],
    TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 600 },
  },
};

describe("a rule's actions with other weights", () => {
  it('differ in the two weights and in nothing else', () => {
    const [after] = withWeights([forward], groups, failedOver);
    assert.deepEqual(after, {
      ...forward,
      ForwardConfig: {
        ...forward.ForwardConfig,
        TargetGroups: [
          { TargetGroupArn: 'tg-aws', Weight: 100 },
          { TargetGroupArn: 'tg-canary', Weight: 5 },
          { TargetGroupArn: 'tg-on-prem', Weight: 0 },
        ],
      },
    });
    assert.deepEqual(weightsOf([after], groups), failedOver);
  });

  it('leave the actions that were read as they are', () => {
    const before = structuredClone(forward);
    withWeights([forward], groups, failedOver);
    assert.deepEqual(forward, before);
  });

  it('keep signing in by OpenID Connect, with the secret that AWS does not give out', () => {
    const signIn: Action = {
      Type: 'authenticate-oidc',
      Order: 1,
      AuthenticateOidcConfig: {
        Issuer: 'https://id.example.com',
        AuthorizationEndpoint: 'https://id.example.com/authorize',
        TokenEndpoint: 'https://id.example.com/token',
        UserInfoEndpoint: 'https://id.example.com/me',
        ClientId: 'shop',
        Scope: 'openid',
        SessionTimeout: 3600,
      },
    };
    const [first, second] = withWeights([signIn, forward], groups, failedOver);
    assert.deepEqual(first, {
      ...signIn,
      AuthenticateOidcConfig: {
        ...signIn.AuthenticateOidcConfig,
        UseExistingClientSecret: true,
      },
    });
    assert.equal(second.Order, 7);
  });

  it('keep signing in by Cognito, and actions of a kind unknown here', () => {
    const others = [
      {
        Type: 'authenticate-cognito',
        Order: 1,
        AuthenticateCognitoConfig: {
          UserPoolArn: 'a',
          UserPoolClientId: 'b',
          UserPoolDomain: 'c',
        },
      },
      {
        Type: 'jwt-validation',
        Order: 2,
        JwtValidationConfig: { Issuer: 'i', JwksEndpoint: 'j' },
      },
    ] as Action[];
    const after = withWeights([...others, forward], groups, failedOver);
    assert.deepEqual(after.slice(0, 2), others);
  });
});

const TO_AWS = { 'on-prem': 0, aws: 100 };
const TO_ON_PREM = { 'on-prem': 100, aws: 0 };

describe("a rule's weights", () => {
  for (const { why, actions = [], weights, ...after } of ruleCases) {
    if (!weights) {
      it(`are refused: ${why}`, () => {
        const given = actions as Action[];
        assert.throws(() => weightsOf(given, GROUPS), /^Error: the rule /);
        assert.throws(() => withWeights(given, GROUPS, failedOver));
      });
      continue;
    }
    it(`are ${weights['on-prem']} and ${weights.aws}: ${why}`, () => {
      assert.deepEqual(weightsOf(actions as Action[], GROUPS), weights);
    });
    for (const [to, expected] of [
      [TO_AWS, after.toAws],
      [TO_ON_PREM, after.toOnPrem],
    ] as const) {
      if (!expected) continue;
      it(`become ${to['on-prem']} and ${to.aws}: ${why}`, () => {
        const written = withWeights(actions as Action[], GROUPS, to);
        assert.deepEqual(written, expected);
        assert.deepEqual(weightsOf(written, GROUPS), to);
      });
    }
  }
});
