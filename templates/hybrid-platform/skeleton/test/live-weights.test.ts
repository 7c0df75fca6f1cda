import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  DescribeRulesCommand,
  DescribeTagsCommand,
  ElasticLoadBalancingV2Client,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { handler, type LiveWeightsEvent } from '../lambda/live-weights';
import { GROUPS, ruleCases } from '../lambda/testing/cases/rules';

describe('the function behind it', () => {
  const elb = mockClient(ElasticLoadBalancingV2Client);
  const LISTENER = 'arn:listener';
  const event = (
    changes: Partial<LiveWeightsEvent> = {},
  ): LiveWeightsEvent => ({
    RequestType: 'Update',
    PhysicalResourceId: 'live-weights-cart',
    ResourceProperties: properties(40, 60),
    OldResourceProperties: properties(40, 60),
    ...changes,
  });
  const properties = (onPrem: number, aws: number) => ({
    ListenerArn: LISTENER,
    Service: 'cart',
    // As CloudFormation passes numbers on.
    DefaultOnPrem: String(onPrem),
    DefaultAws: String(aws),
  });

  let tags: Record<string, Record<string, string>>;

  beforeEach(() => {
    tags = {
      'rule-order': { 'hybrid-platform:service': 'order' },
      'rule-cart': { 'hybrid-platform:service': 'cart' },
      'group-on-prem': { 'hybrid-platform:site': 'on-prem' },
      'group-aws': { 'hybrid-platform:site': 'aws' },
    };
    elb.reset();
    elb
      .on(DescribeRulesCommand, { ListenerArn: LISTENER })
      .resolves({ Rules: [rule('rule-order', 40, 60)], NextMarker: 'more' })
      .on(DescribeRulesCommand, { ListenerArn: LISTENER, Marker: 'more' })
      .resolves({
        Rules: [
          rule('rule-cart', 0, 100),
          { RuleArn: 'default', IsDefault: true },
        ],
      })
      .on(DescribeTagsCommand)
      .callsFake(({ ResourceArns }) => ({
        TagDescriptions: ResourceArns.map((arn: string) => ({
          ResourceArn: arn,
          Tags: Object.entries(tags[arn]).map(([Key, Value]) => ({
            Key,
            Value,
          })),
        })),
      }));
  });

  function rule(RuleArn: string, onPrem: number, aws: number) {
    return {
      RuleArn,
      IsDefault: false,
      Actions: [
        { Type: 'authenticate-oidc' as const },
        {
          Type: 'forward' as const,
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: 'group-on-prem', Weight: onPrem },
              { TargetGroupArn: 'group-aws', Weight: aws },
            ],
          },
        },
      ],
    };
  }

  it("finds the service's rule by its tag, on any page, and keeps its weights", async () => {
    assert.deepEqual(await handler(event()), {
      PhysicalResourceId: 'live-weights-cart',
      Data: { OnPrem: 0, Aws: 100 },
    });
  });

  it('answers the default weights for a service without a rule', async () => {
    tags['rule-cart'] = { 'hybrid-platform:service': 'other' };
    const answer = await handler(
      event({
        RequestType: 'Create',
        PhysicalResourceId: undefined,
        OldResourceProperties: undefined,
      }),
    );
    assert.deepEqual(answer, {
      PhysicalResourceId: 'live-weights-cart',
      Data: { OnPrem: 40, Aws: 60 },
    });
  });

  it('follows new default weights only in the steady state, and not while held', async () => {
    const change = {
      OldResourceProperties: properties(0, 100),
      ResourceProperties: properties(20, 80),
    };
    assert.deepEqual((await handler(event(change))).Data, {
      OnPrem: 20,
      Aws: 80,
    });

    tags['rule-cart']['hybrid-platform:hold'] =
      '2999-01-01T00:00:00Z user:default/kim';
    assert.deepEqual((await handler(event(change))).Data, {
      OnPrem: 0,
      Aws: 100,
    });

    tags['rule-cart']['hybrid-platform:hold'] =
      '2020-01-01T00:00:00Z user:default/kim';
    assert.deepEqual((await handler(event(change))).Data, {
      OnPrem: 20,
      Aws: 80,
    });
  });

  it('takes a hold on another rule of the service for one of the service', async () => {
    tags['rule-order'] = {
      'hybrid-platform:service': 'cart',
      'hybrid-platform:hold': '2999-01-01T00:00:00Z user:default/kim',
    };
    elb.on(DescribeRulesCommand).resolves({
      Rules: [rule('rule-cart', 0, 100), rule('rule-order', 0, 100)],
    });
    const change = {
      OldResourceProperties: properties(0, 100),
      ResourceProperties: properties(20, 80),
    };
    assert.deepEqual((await handler(event(change))).Data, {
      OnPrem: 0,
      Aws: 100,
    });
  });

  it('stops the deployment when two rules of the service have different weights', async () => {
    tags['rule-order'] = { 'hybrid-platform:service': 'cart' };
    await assert.rejects(
      handler(event()),
      /The 2 rules of cart have different weights/,
    );
  });

  it('keeps the weights of the rule that forwards beside a redirect', async () => {
    tags['rule-order'] = { 'hybrid-platform:service': 'cart' };
    elb.on(DescribeRulesCommand).resolves({
      Rules: [
        { RuleArn: 'rule-order', Actions: [{ Type: 'redirect' }] },
        rule('rule-cart', 0, 100),
      ],
    });
    assert.deepEqual((await handler(event())).Data, { OnPrem: 0, Aws: 100 });
  });

  it('stops the deployment when it cannot tell which weight is whose', async () => {
    tags['group-aws'] = {};
    await assert.rejects(
      handler(event()),
      /cart has no target group with the tag hybrid-platform:site = aws/,
    );
  });

  const cartHas = (actions: Action[]) => {
    elb.on(DescribeRulesCommand).resolves({
      Rules: [{ RuleArn: 'rule-cart', IsDefault: false, Actions: actions }],
    });
  };

  for (const { why, actions, weights } of ruleCases) {
    if (!weights) continue;
    it(`keeps ${weights['on-prem']} and ${weights.aws}: ${why}`, async () => {
      cartHas(actions as Action[]);
      tags[GROUPS['on-prem']] = tags['group-on-prem'];
      tags[GROUPS.aws] = tags['group-aws'];
      tags['tg-canary'] = { 'hybrid-platform:service': 'canary' };
      assert.deepEqual((await handler(event())).Data, {
        OnPrem: weights['on-prem'],
        Aws: weights.aws,
      });
    });
  }

  it('stops the deployment while somebody has a page of their own in the place of the service', async () => {
    cartHas([{ Type: 'fixed-response' }]);
    await assert.rejects(
      handler(event()),
      /cart, rule-cart, forwards to no target group/,
    );
  });

  it('stops the deployment where it cannot tell whether a group is that of the missing site', async () => {
    tags['group-nameless'] = {};
    cartHas([
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: 'group-on-prem', Weight: 40 },
            { TargetGroupArn: 'group-nameless', Weight: 60 },
          ],
        },
      },
    ]);
    await assert.rejects(
      handler(event()),
      /site = aws, and group-nameless without a site/,
    );
  });

  it('stops the deployment where the rule goes to groups of neither site', async () => {
    tags['group-aws'] = {};
    tags['group-on-prem'] = {};
    await assert.rejects(
      handler(event()),
      /has no target group with the tag hybrid-platform:site = on-prem or aws/,
    );
  });

  it('stops the deployment when AWS does not answer', async () => {
    elb.on(DescribeRulesCommand).rejects(new Error('Throttling'));
    await assert.rejects(handler(event()), /Throttling/);
  });

  it('lets a service go', async () => {
    const answer = await handler(event({ RequestType: 'Delete' }));
    assert.deepEqual(answer, { PhysicalResourceId: 'live-weights-cart' });
    assert.equal(elb.calls().length, 0);
  });
});
