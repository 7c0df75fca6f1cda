import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import {
  AddTagsCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { inProcessAws } from '../../testing/clients';
import { example, exampleWorld } from '../../testing/exampleWorld';

const CART = example.rule('cart');

describe('CloudTrail LookupEvents', () => {
  const setUp = () => {
    const world = exampleWorld();
    const { settings } = inProcessAws(world);
    const elb = new ElasticLoadBalancingV2Client(settings);
    const trail = new CloudTrailClient(settings);
    const setWeights = (service: string, onPrem: number, aws: number) =>
      elb.send(
        new ModifyRuleCommand({
          RuleArn: example.rule(service),
          Actions: [
            {
              Type: 'forward',
              ForwardConfig: {
                TargetGroups: [
                  {
                    TargetGroupArn: example.targetGroup(service, 'on-prem'),
                    Weight: onPrem,
                  },
                  {
                    TargetGroupArn: example.targetGroup(service, 'aws'),
                    Weight: aws,
                  },
                ],
              },
            },
          ],
        }),
      );
    const lookUp = (input: LookupEventsCommandInput = {}) =>
      trail.send(new LookupEventsCommand(input));
    const byRule = (arn: string) => ({
      LookupAttributes: [
        { AttributeKey: 'ResourceName' as const, AttributeValue: arn },
      ],
    });
    return { world, settings, elb, setWeights, lookUp, byRule };
  };

  it('tells who changed a rule, when, how, and by which request', async () => {
    const { setWeights, lookUp, byRule } = setUp();
    const { $metadata } = await setWeights('cart', 90, 10);
    const { Events } = await lookUp(byRule(CART));
    expect(Events).toEqual([
      expect.objectContaining({
        EventName: 'ModifyRule',
        EventSource: 'elasticloadbalancing.amazonaws.com',
        EventTime: new Date('2026-11-22T12:00:00Z'),
        Username: 'AKIATESTER',
        Resources: [
          {
            ResourceName: CART,
            ResourceType: 'AWS::ElasticLoadBalancingV2::ListenerRule',
          },
        ],
      }),
    ]);
    expect(JSON.parse(Events![0].CloudTrailEvent!)).toMatchObject({
      userIdentity: { arn: 'arn:aws:iam::111122223333:user/AKIATESTER' },
      eventTime: '2026-11-22T12:00:00Z',
      requestID: $metadata.requestId,
      requestParameters: {
        ruleArn: CART,
        actions: [
          {
            type: 'forward',
            forwardConfig: {
              targetGroups: [
                {
                  targetGroupArn: example.targetGroup('cart', 'on-prem'),
                  weight: 90,
                },
                {
                  targetGroupArn: example.targetGroup('cart', 'aws'),
                  weight: 10,
                },
              ],
            },
          },
        ],
      },
    });
  });

  it('has the newest first, and pages', async () => {
    const { world, setWeights, lookUp } = setUp();
    for (const weight of [1, 2, 3]) {
      await setWeights('cart', weight, 100);
      world.advance(1_000);
    }
    const first = await lookUp({ MaxResults: 2 });
    const second = await lookUp({ MaxResults: 2, NextToken: first.NextToken });
    expect(second.NextToken).toBeUndefined();
    const times = [...first.Events!, ...second.Events!].map(({ EventTime }) =>
      EventTime!.getUTCSeconds(),
    );
    expect(times).toEqual([2, 1, 0]);
  });

  it('finds by name, and by time', async () => {
    const { world, elb, setWeights, lookUp } = setUp();
    await setWeights('order', 1, 1);
    world.advance(60_000);
    await elb.send(
      new AddTagsCommand({
        ResourceArns: [CART],
        Tags: [{ Key: 'a', Value: 'b' }],
      }),
    );
    const names = async (input: LookupEventsCommandInput) =>
      (await lookUp(input)).Events!.map(({ EventName }) => EventName);
    expect(
      await names({
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'ModifyRule' },
        ],
      }),
    ).toEqual(['ModifyRule']);
    const minute = new Date('2026-11-22T12:00:30Z');
    expect(await names({ StartTime: minute })).toEqual(['AddTags']);
    expect(await names({ EndTime: minute })).toEqual(['ModifyRule']);
  });

  it('knows nothing of calls that were refused, and of other Regions', async () => {
    const { settings, setWeights, lookUp } = setUp();
    await expect(setWeights('cart', 1000, 0)).rejects.toThrow();
    expect((await lookUp()).Events).toEqual([]);
    await setWeights('cart', 1, 1);
    const elsewhere = new CloudTrailClient({
      ...settings,
      region: 'us-east-1',
    });
    const { Events } = await elsewhere.send(new LookupEventsCommand({}));
    expect(Events).toEqual([]);
  });

  it.each([
    ['InvalidMaxResultsException', { MaxResults: 51 }],
    ['InvalidNextTokenException', { NextToken: 'nonsense' }],
    [
      'InvalidTimeRangeException',
      { StartTime: new Date(2000), EndTime: new Date(1000) },
    ],
    [
      'InvalidLookupAttributesException',
      {
        LookupAttributes: [
          { AttributeKey: 'EventName' as const, AttributeValue: 'a' },
          { AttributeKey: 'Username' as const, AttributeValue: 'b' },
        ],
      },
    ],
  ])('answers %s', async (name, input) => {
    await expect(setUp().lookUp(input)).rejects.toMatchObject({ name });
  });
});
