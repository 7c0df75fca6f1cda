import {
  CloudTrailClient,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { eventually } from './eventually';
import {
  startTestPlatform,
  type TestPlatform,
  type TestPlatformOptions,
} from './testPlatform';

let platform: TestPlatform;

const start = async (options?: TestPlatformOptions) => {
  platform = await startTestPlatform(options);
  const settings = {
    region: 'ap-northeast-2',
    endpoint: platform.url,
    credentials: { accessKeyId: 'AKIATESTER', secretAccessKey: 'secret' },
  };
  const elb = new ElasticLoadBalancingV2Client(settings);
  const rule = async (arn: string) =>
    (await elb.send(new DescribeRulesCommand({ RuleArns: [arn] }))).Rules![0]!;
  return {
    elb,
    rule,
    /** Gives every group of a rule another weight, as a person does by the API. */
    modify: async (arn: string, ...weights: number[]) => {
      const { Actions } = await rule(arn);
      Actions![0]!.ForwardConfig!.TargetGroups!.forEach((group, index) => {
        group.Weight = weights[index];
      });
      return elb.send(new ModifyRuleCommand({ RuleArn: arn, Actions }));
    },
    listedRules: async (service: string) => {
      const client = new ResourceGroupsTaggingAPIClient(settings);
      const { ResourceTagMappingList } = await client.send(
        new GetResourcesCommand({
          ResourceTypeFilters: ['elasticloadbalancing:listener-rule'],
          TagFilters: [{ Key: 'hybrid-platform:service', Values: [service] }],
        }),
      );
      return ResourceTagMappingList!.map(({ ResourceARN }) => ResourceARN);
    },
    writers: async () => {
      const { Events } = await new CloudTrailClient(settings).send(
        new LookupEventsCommand({}),
      );
      return Events!.map(({ EventName, Username }) => [EventName, Username]);
    },
  };
};
afterEach(() => platform?.close());

describe('a replaced rule', () => {
  it('has another ARN, and the same conditions, actions and tags', async () => {
    const { rule } = await start();
    platform.setRuleTag('cart', 'hybrid-platform:hold', 'mina');
    platform.setWeights('cart', { 'on-prem': 1, aws: 2 });
    const before = await rule(platform.ruleArn('cart'));
    const [{ from, to }] = platform.replaceRule('cart');
    expect(from).toBe(before.RuleArn);
    expect(platform.ruleArn('cart')).toBe(to);
    expect(await rule(to)).toEqual({ ...before, RuleArn: to });
    await expect(rule(from)).rejects.toMatchObject({
      name: 'RuleNotFoundException',
    });
    expect(platform.weights('cart')).toEqual({ 'on-prem': 1, aws: 2 });
    expect(platform.ruleTag('cart', 'hybrid-platform:hold')).toBe('mina');
  });

  it('is found late, or beside the one that it replaced, as the index is told', async () => {
    const { listedRules } = await start();
    platform.index({ lagSeconds: 3_600 });
    const [{ from, to }] = platform.replaceRule('cart');
    expect(await listedRules('cart')).toEqual([from]);
    platform.index({ keepDeleted: 1 });
    expect(await listedRules('cart')).toEqual([to]);
    const [next] = platform.replaceRule('cart');
    expect(next!.from).toBe(to);
    expect((await listedRules('cart')).sort()).toEqual([to, next!.to].sort());
    platform.index({ hide: ['cart'] });
    expect(await listedRules('cart')).toEqual([]);
    platform.index({});
    expect(await listedRules('cart')).toEqual([next!.to]);
  });
});

describe('a group of neither site', () => {
  it('is on the rule with its weight, healthy, and without tags', async () => {
    const { rule } = await start();
    const green = platform.addGroup('cart', { weight: 100 });
    const weights = async () =>
      (
        await rule(platform.ruleArn('cart'))
      ).Actions![0]!.ForwardConfig!.TargetGroups!.map(({ Weight }) => Weight);
    expect(await weights()).toEqual([40, 60, 100]);
    expect(green.name).toBe('shop-cart-green');
    expect(platform.world.tags.has(green.arn)).toBe(false);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
    green.setWeight(0);
    expect(await weights()).toEqual([40, 60, 0]);
    const { targets } = platform.world.loadBalancing.targetGroups.get(
      green.arn,
    )!;
    expect(targets.map(({ state }) => state)).toEqual(['healthy', 'healthy']);
    green.setHealthy(1);
    expect(targets.map(({ state }) => state)).toEqual(['healthy', 'unhealthy']);
    green.serve(30);
    expect(
      platform.world.metrics
        .list('AWS/ApplicationELB')
        .filter(
          ({ name, dimensions }) =>
            name === 'RequestCount' && /green/.test(dimensions.TargetGroup!),
        ),
    ).toHaveLength(1);
  });
});

describe('something else that writes', () => {
  it('puts the declared weights back before the caller has its answer', async () => {
    const { modify, writers } = await start();
    const controller = platform.controller('cart', { afterMs: 0 });
    const { Rules } = await modify(platform.ruleArn('cart'), 0, 100);
    expect(
      Rules![0]!.Actions![0]!.ForwardConfig!.TargetGroups!.map(
        ({ Weight }) => Weight,
      ),
    ).toEqual([0, 100]);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
    expect(controller.writes()).toBe(1);
    expect(await writers()).toEqual([
      ['ModifyRule', 'aws-load-balancer-controller'],
      ['ModifyRule', 'AKIATESTER'],
    ]);
    // What a test counts and lets fail is what its own subject calls.
    expect(platform.calls().filter(name => name === 'ModifyRule')).toHaveLength(
      1,
    );
  });

  it('does so by the clock as well, until it is stopped', async () => {
    await start();
    const controller = platform.controller('cart', {
      everySeconds: 0.02,
      weights: { 'on-prem': 70, aws: 30 },
      name: 'pipeline',
    });
    await eventually(() =>
      expect(platform.weights('cart')).toEqual({ 'on-prem': 70, aws: 30 }),
    );
    controller.stop();
    platform.setWeights('cart', { 'on-prem': 0, aws: 1 });
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 1 });
  });

  it('leaves other services, and groups of neither site, alone', async () => {
    const { modify } = await start();
    platform.addGroup('cart', { weight: 5 });
    platform.controller('cart', { afterMs: 0 });
    await modify(platform.ruleArn('order'), 1, 2);
    await modify(platform.ruleArn('cart'), 1, 2, 9);
    expect(platform.weights('order')).toEqual({ 'on-prem': 1, aws: 2 });
    expect(
      platform.world.loadBalancing.rules
        .get(platform.ruleArn('cart'))!
        .actions.flatMap(action =>
          action.type === 'forward' ? action.targetGroups : [],
        )
        .map(({ weight }) => weight),
    ).toEqual([40, 60, 9]);
  });
});

describe('a platform with several listeners', () => {
  it('has a rule for each, set together or one by one', async () => {
    const { listedRules } = await start({ alsoOn: ['http', 'internal'] });
    const arns = platform.ruleArns('cart');
    expect(await listedRules('cart')).toEqual([...arns].sort());
    expect(arns).toHaveLength(3);
    platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    platform.setWeights('cart', { 'on-prem': 5, aws: 5 }, 1);
    expect([0, 1, 2].map(rule => platform.weights('cart', rule))).toEqual([
      { 'on-prem': 0, aws: 100 },
      { 'on-prem': 5, aws: 5 },
      { 'on-prem': 0, aws: 100 },
    ]);
    platform.setRuleTag('cart', 'note', 'all');
    platform.setRuleTag('cart', 'note', 'one', 2);
    expect(
      [0, 1, 2].map(rule => platform.ruleTag('cart', 'note', rule)),
    ).toEqual(['all', 'all', 'one']);
    platform.replaceRule('cart');
    expect(platform.ruleArns('cart')).toHaveLength(3);
    expect(platform.ruleArns('cart').some(arn => arns.includes(arn))).toBe(
      false,
    );
    expect(platform.weights('cart', 1)).toEqual({ 'on-prem': 5, aws: 5 });
  });
});
