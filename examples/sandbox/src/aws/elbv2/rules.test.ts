import {
  CloudTrailClient,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateRuleCommand,
  DeleteListenerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  ElasticLoadBalancingV2Client,
  type CreateRuleCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { inProcessAws } from '../../testing/clients';
import { example, exampleWorld } from '../../testing/exampleWorld';

const GREEN = example.targetGroup('cart', 'aws');

const WANTED: CreateRuleCommandInput = {
  ListenerArn: example.listener,
  Priority: 7,
  Conditions: [{ Field: 'host-header', Values: ['new.example.com'] }],
  Actions: [{ Type: 'forward', TargetGroupArn: GREEN }],
  Tags: [{ Key: 'hybrid-platform:service', Value: 'new' }],
};

function setUp() {
  const world = exampleWorld();
  const { settings } = inProcessAws(world);
  const elb = new ElasticLoadBalancingV2Client(settings);
  return {
    world,
    settings,
    elb,
    create: (changes: Partial<CreateRuleCommandInput> = {}) =>
      elb.send(new CreateRuleCommand({ ...WANTED, ...changes })),
  };
}

describe('CreateRule', () => {
  it('makes a rule with its tags, which is described and listed from then on', async () => {
    const { elb, create, world } = setUp();
    const { Rules } = await create();
    const arn = Rules![0].RuleArn!;
    expect(arn).toMatch(
      new RegExp(
        `^${example.listener.replace(
          ':listener/',
          ':listener-rule/',
        )}/[0-9a-f]{16}$`,
      ),
    );
    expect(
      (await elb.send(new DescribeRulesCommand({ RuleArns: [arn] }))).Rules,
    ).toEqual(Rules);
    expect(Rules![0]).toMatchObject({ Priority: '7', IsDefault: false });
    expect(Object.fromEntries(world.tags.get(arn)!)).toEqual({
      'hybrid-platform:service': 'new',
    });
  });

  it('gives each rule an ARN of its own, also in the place of a deleted one', async () => {
    const { elb, create } = setUp();
    const first = (await create()).Rules![0].RuleArn!;
    await elb.send(new DeleteRuleCommand({ RuleArn: first }));
    expect((await create()).Rules![0].RuleArn).not.toBe(first);
  });

  it.each<[string, Partial<CreateRuleCommandInput>]>([
    ['ListenerNotFoundException', { ListenerArn: `${example.listener}0` }],
    ['ValidationError', { ListenerArn: 'listener' }],
    ['PriorityInUseException', { Priority: 1 }],
    ['ValidationError', { Priority: 0 }],
    ['ValidationError', { Priority: 50_001 }],
    ['ValidationError', { Conditions: [] }],
    ['ValidationError', { Actions: [] }],
    [
      'TargetGroupNotFoundException',
      { Actions: [{ Type: 'forward', TargetGroupArn: `${GREEN}0` }] },
    ],
    [
      'DuplicateTagKeysException',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
    ],
    [
      'TooManyTagsException',
      { Tags: Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}` })) },
    ],
    ['ValidationError', { Tags: [{ Key: 'aws:mine', Value: '' }] }],
  ])('answers %s for %j, and makes nothing', async (name, changes) => {
    const { create, world } = setUp();
    const before = world.loadBalancing.rules.size;
    await expect(create(changes)).rejects.toMatchObject({ name });
    expect(world.loadBalancing.rules.size).toBe(before);
  });

  it('allows 100 rules on a load balancer, not counting the default ones', async () => {
    const { create, world } = setUp();
    const present = [...world.loadBalancing.rules.values()].filter(
      ({ priority }) => priority !== 'default',
    ).length;
    for (let count = present; count < 100; count++) {
      await create({ Priority: 1_000 + count });
    }
    await expect(create({ Priority: 2_000 })).rejects.toMatchObject({
      name: 'TooManyRulesException',
    });
  });
});

describe('DeleteRule', () => {
  it('takes the rule and its tags away', async () => {
    const { elb, world } = setUp();
    const arn = example.rule('cart');
    await elb.send(new DeleteRuleCommand({ RuleArn: arn }));
    for (const command of [
      new DescribeRulesCommand({ RuleArns: [arn] }),
      new DescribeTagsCommand({ ResourceArns: [arn] }),
      new DeleteRuleCommand({ RuleArn: arn }),
    ]) {
      await expect(
        elb.send(command as DescribeRulesCommand),
      ).rejects.toMatchObject({ name: 'RuleNotFoundException' });
    }
    expect(world.tags.has(arn)).toBe(false);
  });

  it('leaves the default rule', async () => {
    const { elb } = setUp();
    await expect(
      elb.send(new DeleteRuleCommand({ RuleArn: example.defaultRule })),
    ).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
  });
});

describe('DeleteListener', () => {
  it('takes its rules with it, the default one too', async () => {
    const { elb, world } = setUp();
    await elb.send(
      new DeleteListenerCommand({ ListenerArn: example.listener }),
    );
    expect(world.loadBalancing.listeners.size).toBe(0);
    expect(world.loadBalancing.rules.size).toBe(0);
    expect(world.tags.has(example.rule('cart'))).toBe(false);
    await expect(
      elb.send(new DeleteListenerCommand({ ListenerArn: example.listener })),
    ).rejects.toMatchObject({ name: 'ListenerNotFoundException' });
  });
});

describe('DeleteTargetGroup', () => {
  it('takes a group away once no rule forwards to it', async () => {
    const { elb, world } = setUp();
    const remove = () =>
      elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: GREEN }));
    await expect(remove()).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    await elb.send(new DeleteRuleCommand({ RuleArn: example.rule('cart') }));
    await remove();
    expect(world.loadBalancing.targetGroups.has(GREEN)).toBe(false);
    expect(world.tags.has(GREEN)).toBe(false);
    // As the model of the operation has no such error.
    await remove();
    await expect(
      elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: 'group' })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('CloudTrail', () => {
  it('tells who made a rule and who deleted it, by the ARN of the rule', async () => {
    const { elb, create, settings } = setUp();
    const arn = (await create()).Rules![0].RuleArn!;
    await elb.send(new DeleteRuleCommand({ RuleArn: arn }));
    const { Events } = await new CloudTrailClient(settings).send(
      new LookupEventsCommand({
        LookupAttributes: [
          { AttributeKey: 'ResourceName', AttributeValue: arn },
        ],
      }),
    );
    expect(Events!.map(({ EventName }) => EventName)).toEqual([
      'DeleteRule',
      'CreateRule',
    ]);
  });
});
