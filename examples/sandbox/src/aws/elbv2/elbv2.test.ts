import {
  AddTagsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RemoveTagsCommand,
  RuleNotFoundException,
  LoadBalancerNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { inProcessAws } from '../../testing/clients';
import { example, exampleWorld } from '../../testing/exampleWorld';

function setUp(services?: string[]) {
  const world = exampleWorld(services);
  const { settings } = inProcessAws(world);
  return { world, elb: new ElasticLoadBalancingV2Client(settings) };
}

describe('ELBv2 reads', () => {
  it('describes the load balancer by name, by ARN, and by neither', async () => {
    const { elb } = setUp();
    for (const input of [
      {},
      { Names: ['shop'] },
      { LoadBalancerArns: [example.loadBalancer] },
    ]) {
      const { LoadBalancers } = await elb.send(
        new DescribeLoadBalancersCommand(input),
      );
      expect(LoadBalancers).toEqual([
        expect.objectContaining({
          LoadBalancerArn: example.loadBalancer,
          LoadBalancerName: 'shop',
          Type: 'application',
          State: { Code: 'active' },
          CreatedTime: new Date('2026-11-22T12:00:00Z'),
        }),
      ]);
    }
  });

  it('says which kind of resource was not found', async () => {
    const { elb } = setUp();
    await expect(
      elb.send(new DescribeLoadBalancersCommand({ Names: ['nobody'] })),
    ).rejects.toThrow(LoadBalancerNotFoundException);
    await expect(
      elb.send(
        new DescribeRulesCommand({ RuleArns: [example.rule('nobody')] }),
      ),
    ).rejects.toThrow(RuleNotFoundException);
    await expect(
      elb.send(new DescribeRulesCommand({ RuleArns: ['cart'] })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: "'cart' is not a valid listener rule ARN",
    });
  });

  it('describes at most 20 rules at a time', async () => {
    const { elb } = setUp(['cart']);
    const RuleArns = Array.from({ length: 21 }, () => example.rule('cart'));
    await expect(
      elb.send(new DescribeRulesCommand({ RuleArns })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: "You cannot describe more than '20' listener rules at a time",
    });
  });

  it('describes a listener with its default actions', async () => {
    const { elb } = setUp();
    const { Listeners } = await elb.send(
      new DescribeListenersCommand({ LoadBalancerArn: example.loadBalancer }),
    );
    expect(Listeners).toEqual([
      {
        ListenerArn: example.listener,
        LoadBalancerArn: example.loadBalancer,
        Port: 443,
        Protocol: 'HTTPS',
        DefaultActions: [
          {
            Type: 'fixed-response',
            Order: 1,
            FixedResponseConfig: { StatusCode: '404' },
          },
        ],
      },
    ]);
  });

  it('writes rules as ELB does: values twice, ForwardConfig always, the default last', async () => {
    const { elb } = setUp(['cart']);
    const { Rules } = await elb.send(
      new DescribeRulesCommand({ ListenerArn: example.listener }),
    );
    expect(Rules).toHaveLength(2);
    expect(Rules![0]).toEqual({
      RuleArn: example.rule('cart'),
      Priority: '1',
      IsDefault: false,
      Conditions: [
        {
          Field: 'host-header',
          Values: ['cart.example.com'],
          HostHeaderConfig: { Values: ['cart.example.com'] },
        },
        {
          Field: 'path-pattern',
          Values: ['/*'],
          PathPatternConfig: { Values: ['/*'] },
        },
      ],
      Actions: [
        {
          Type: 'forward',
          Order: 1,
          ForwardConfig: {
            TargetGroups: [
              {
                TargetGroupArn: example.targetGroup('cart', 'on-prem'),
                Weight: 40,
              },
              {
                TargetGroupArn: example.targetGroup('cart', 'aws'),
                Weight: 60,
              },
            ],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
    });
    expect(Rules![1]).toMatchObject({ IsDefault: true, Priority: 'default' });
  });

  it('pages through rules and refuses page sizes and markers of its own making', async () => {
    const { elb } = setUp(['a', 'b', 'c', 'd', 'e']);
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const result = await elb.send(
        new DescribeRulesCommand({
          ListenerArn: example.listener,
          PageSize: 2,
          Marker,
        }),
      );
      expect(result.Rules!.length).toBeLessThanOrEqual(2);
      seen.push(...result.Rules!.map(rule => rule.Priority));
      Marker = result.NextMarker;
    } while (Marker);
    expect(seen).toEqual(['1', '2', '3', '4', '5', 'default']);

    for (const wrong of [{ PageSize: 401 }, { PageSize: 0 }, { Marker: 'x' }]) {
      await expect(
        elb.send(
          new DescribeRulesCommand({ ListenerArn: example.listener, ...wrong }),
        ),
      ).rejects.toMatchObject({ name: 'ValidationError' });
    }
  });

  it('describes target groups and the load balancers that use them', async () => {
    const { world, elb } = setUp(['cart']);
    const action = world.loadBalancing.rules.get(example.rule('cart'))!
      .actions[0];
    if (action.type === 'forward') action.targetGroups.pop();
    const { TargetGroups } = await elb.send(
      new DescribeTargetGroupsCommand({}),
    );
    expect(
      TargetGroups!.map(group => [
        group.TargetGroupName,
        group.LoadBalancerArns,
        group.HealthCheckIntervalSeconds,
      ]),
    ).toEqual([
      ['shop-cart-aws', [], 5],
      ['shop-cart-on-prem', [example.loadBalancer], 5],
    ]);
    const used = await elb.send(
      new DescribeTargetGroupsCommand({
        LoadBalancerArn: example.loadBalancer,
      }),
    );
    expect(used.TargetGroups).toHaveLength(1);
  });

  it('tells target health by address and port', async () => {
    const { elb } = setUp(['cart']);
    const TargetGroupArn = example.targetGroup('cart', 'on-prem');
    const { TargetHealthDescriptions } = await elb.send(
      new DescribeTargetHealthCommand({ TargetGroupArn }),
    );
    expect(
      TargetHealthDescriptions!.map(({ Target, TargetHealth }) => [
        Target!.Port,
        TargetHealth,
      ]),
    ).toEqual([
      [8080, { State: 'healthy' }],
      [
        8081,
        {
          State: 'unhealthy',
          Reason: 'Target.FailedHealthChecks',
          Description: 'Health checks failed',
        },
      ],
    ]);

    const strangers = await elb.send(
      new DescribeTargetHealthCommand({
        TargetGroupArn,
        Targets: [{ Id: '10.9.9.9' }],
      }),
    );
    expect(strangers.TargetHealthDescriptions![0].TargetHealth).toMatchObject({
      State: 'unused',
      Reason: 'Target.NotRegistered',
    });
    await expect(
      elb.send(
        new DescribeTargetHealthCommand({
          TargetGroupArn,
          Targets: [{ Id: 'web-1' }],
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidTargetException' });
  });

  it('finds nothing in another Region', async () => {
    const world = exampleWorld();
    const { settings } = inProcessAws(world);
    const elb = new ElasticLoadBalancingV2Client({
      ...settings,
      region: 'us-east-1',
    });
    const { LoadBalancers } = await elb.send(
      new DescribeLoadBalancersCommand({}),
    );
    expect(LoadBalancers).toEqual([]);
  });
});

describe('ELBv2 tags', () => {
  const rule = example.rule('cart');
  const tagsOf = async (elb: ElasticLoadBalancingV2Client) => {
    const { TagDescriptions } = await elb.send(
      new DescribeTagsCommand({ ResourceArns: [rule] }),
    );
    return Object.fromEntries(
      TagDescriptions![0].Tags!.map(({ Key, Value }) => [Key, Value]),
    );
  };

  it('adds, replaces and removes tags of a rule', async () => {
    const { elb } = setUp();
    const Tags = [{ Key: 'hybrid-platform:hold', Value: 'a user:default/b' }];
    await elb.send(new AddTagsCommand({ ResourceArns: [rule], Tags }));
    expect(await tagsOf(elb)).toEqual({
      'hybrid-platform:platform': 'shop',
      'hybrid-platform:service': 'cart',
      'hybrid-platform:hold': 'a user:default/b',
    });
    await elb.send(
      new RemoveTagsCommand({
        ResourceArns: [rule],
        TagKeys: ['hybrid-platform:hold', 'never-set'],
      }),
    );
    expect(await tagsOf(elb)).not.toHaveProperty('hybrid-platform:hold');
  });

  it.each([
    ['a key of AWS itself', [{ Key: 'aws:x', Value: 'y' }], 'ValidationError'],
    ['a long key', [{ Key: 'k'.repeat(129), Value: '' }], 'ValidationError'],
    ['a long value', [{ Key: 'k', Value: 'v'.repeat(257) }], 'ValidationError'],
    ['a strange character', [{ Key: 'k', Value: '<v>' }], 'ValidationError'],
    [
      'the same key twice',
      [
        { Key: 'k', Value: '1' },
        { Key: 'k', Value: '2' },
      ],
      'DuplicateTagKeysException',
    ],
    [
      'too many tags',
      Array.from({ length: 49 }, (_, i) => ({ Key: `k${i}`, Value: '' })),
      'TooManyTagsException',
    ],
  ])('refuses %s and changes nothing', async (_, Tags, name) => {
    const { elb } = setUp();
    await expect(
      elb.send(new AddTagsCommand({ ResourceArns: [rule], Tags })),
    ).rejects.toMatchObject({ name });
    expect(Object.keys(await tagsOf(elb))).toHaveLength(2);
  });

  it('refuses unknown resources, too many, and a missing key', async () => {
    const { elb } = setUp();
    const describe = (ResourceArns: string[]) =>
      elb.send(new DescribeTagsCommand({ ResourceArns }));
    await expect(describe([example.rule('nobody')])).rejects.toMatchObject({
      name: 'RuleNotFoundException',
    });
    await expect(describe(Array(21).fill(rule))).rejects.toMatchObject({
      name: 'ValidationError',
    });
    await expect(
      elb.send(
        new AddTagsCommand({
          ResourceArns: [rule],
          Tags: [{ Key: undefined, Value: 'x' }],
        }),
      ),
    ).rejects.toMatchObject({
      message:
        "1 validation error detected: Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null",
    });
  });
});
