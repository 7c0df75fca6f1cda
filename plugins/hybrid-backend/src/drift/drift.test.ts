import {
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '@hybrid-platform/sandbox';
import {
  HYBRID_TAGS,
  type Drift,
  type ServiceStatus,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../__testUtils__/withBackend';
import { testDatabases } from '../__testUtils__/databases';
import { recordShift } from '../__testUtils__/pastShifts';

const CART = '/services/default/component/cart';
const MOVED = { 'on-prem': 90, aws: 10 };
const databases = testDatabases();

describe.each(databases.eachSupportedId())('drift on %s', databaseId => {
  let knex: Knex;

  const { platform, backend } = withBackend(
    async () => {
      knex = await databases.init(databaseId);
      return { knex };
    },
    { each: true },
  );

  afterEach(async () => {
    await knex.destroy();
  });

  const status = async (): Promise<ServiceStatus> =>
    (await backend.get(CART)).body;

  /** Every look takes a new snapshot, as time does elsewhere. */
  const drift = (passes: (drift: Drift | undefined) => boolean) =>
    until(async () => (await status()).drift, passes);

  const rows = () => knex('hybrid_drifts').orderBy('since');

  /** What somebody does past Backstage, by AWS's own console. */
  const setWeights = async (accessKeyId: string, weights: Weights) => {
    const client = new ElasticLoadBalancingV2Client({
      region: 'ap-northeast-2',
      credentials: { accessKeyId, secretAccessKey: 'secret' },
    });
    const RuleArn = platform.ruleArn('cart');
    const { Rules } = await client.send(
      new DescribeRulesCommand({ RuleArns: [RuleArn] }),
    );
    const Actions = structuredClone(Rules![0].Actions!);
    const { TargetGroups } = Actions.find(a => a.ForwardConfig)!.ForwardConfig!;
    for (const group of TargetGroups!) {
      const tags = platform.world.tags.get(group.TargetGroupArn!)!;
      group.Weight = weights[tags.get(HYBRID_TAGS.site) as 'aws' | 'on-prem'];
    }
    const { $metadata } = await client.send(
      new ModifyRuleCommand({ RuleArn, Actions }),
    );
    return $metadata.requestId;
  };

  const lookUps = () =>
    platform.calls().filter(name => name === 'LookupEvents').length;

  it('tells since when, and who did it', async () => {
    const awsRequestId = await setWeights('AKIAMINA', MOVED);
    const before = new Date().toISOString();
    const seen = await drift(found => found?.changedBy !== undefined);
    expect(seen).toEqual({
      expected: { 'on-prem': 40, aws: 60 },
      actual: MOVED,
      since: expect.any(String),
      changedBy: {
        principal: 'arn:aws:iam::111122223333:user/AKIAMINA',
        at: expect.any(String),
        awsRequestId,
      },
    });
    expect(seen!.since! >= before).toBe(true);
    expect(await rows()).toHaveLength(1);
  });

  const groupOf = (site: string) =>
    [...platform.world.tags].find(
      ([arn, tags]) =>
        arn.includes(':targetgroup/') &&
        tags.get(HYBRID_TAGS.service) === 'cart' &&
        tags.get(HYBRID_TAGS.site) === site,
    )![0];

  const mina = () =>
    new ElasticLoadBalancingV2Client({
      region: 'ap-northeast-2',
      credentials: { accessKeyId: 'AKIAMINA', secretAccessKey: 'secret' },
    });

  it.each<[string, (group: string) => Action, Weights]>([
    [
      'in the short form of a forward to one group',
      TargetGroupArn => ({ Type: 'forward', TargetGroupArn }),
      { 'on-prem': 1, aws: 0 },
    ],
    [
      'with a list of one group',
      TargetGroupArn => ({
        Type: 'forward',
        ForwardConfig: { TargetGroups: [{ TargetGroupArn, Weight: 100 }] },
      }),
      { 'on-prem': 100, aws: 0 },
    ],
  ])('tells who did it %s', async (_, action, actual) => {
    await mina().send(
      new ModifyRuleCommand({
        RuleArn: platform.ruleArn('cart'),
        Actions: [action(groupOf('on-prem'))],
      }),
    );
    expect(await drift(found => found?.changedBy !== undefined)).toMatchObject({
      actual,
      changedBy: { principal: expect.stringContaining('AKIAMINA') },
    });
  });

  it.each([false, true])(
    'tells who made the rule anew with other weights, by the name of the call: %s',
    async byName => {
      if (byName) {
        platform.onCall((name, input) => {
          const [attribute] = (input.LookupAttributes ?? []) as {
            AttributeKey: string;
            AttributeValue: string;
          }[];
          if (
            name === 'LookupEvents' &&
            attribute.AttributeKey === 'ResourceName'
          ) {
            attribute.AttributeValue = 'unknown';
          }
        });
      }
      const client = mina();
      const RuleArn = platform.ruleArn('cart');
      const tags = [...platform.world.tags.get(RuleArn)!];
      await client.send(new DeleteRuleCommand({ RuleArn }));
      await client.send(
        new CreateRuleCommand({
          ListenerArn: RuleArn.replace(':listener-rule/', ':listener/').replace(
            /\/[^/]+$/,
            '',
          ),
          Priority: 4_242,
          Conditions: [{ Field: 'path-pattern', Values: ['/cart'] }],
          Actions: [
            {
              Type: 'forward',
              ForwardConfig: {
                TargetGroups: [
                  { TargetGroupArn: groupOf('on-prem'), Weight: 90 },
                  { TargetGroupArn: groupOf('aws'), Weight: 10 },
                ],
              },
            },
          ],
          Tags: tags.map(([Key, Value]) => ({ Key, Value })),
        }),
      );
      expect(
        await drift(found => found?.changedBy !== undefined),
      ).toMatchObject({
        actual: MOVED,
        changedBy: { principal: expect.stringContaining('AKIAMINA') },
      });
    },
  );

  it('is told to the owner once it is seen a second time, and again with who it was', async () => {
    await setWeights('AKIAMINA', MOVED);
    await drift(found => found?.changedBy !== undefined);
    const sent = await until(
      () => backend.notifications,
      ([first, ...later]) => first !== undefined && later.length === 1,
    );
    expect(sent.map(({ recipients }) => recipients)).toEqual([
      { type: 'entity', entityRef: 'group:default/shop' },
      { type: 'entity', entityRef: 'group:default/shop' },
    ]);
    expect(sent[0].payload).toMatchObject({
      title: 'The weights of cart have drifted',
      severity: 'high',
      topic: 'hybrid.drift',
    });
    expect(sent[1].payload.description).toContain('user/AKIAMINA');
    expect(sent[1].payload.scope).toBe(sent[0].payload.scope);
  });

  it('ends when the weights are back, and a later one is another', async () => {
    platform.setWeights('cart', MOVED);
    const first = await drift(found => found?.since !== undefined);
    platform.setWeights('cart', { 'on-prem': 40, aws: 60 });
    await drift(found => found === undefined);
    await until(
      async () => (await status()) && rows(),
      ([row]) => row.ended_at !== null,
    );
    platform.setWeights('cart', MOVED);
    const second = await drift(found => found?.since !== undefined);
    expect(second!.since! > first!.since!).toBe(true);
    expect((await rows()).map(({ open_key }) => open_key)).toEqual([
      null,
      'shop/cart',
    ]);
  });

  it('is what puts the default weights back after a failover, and tells who it was', async () => {
    const controller = platform.controller('cart', { afterMs: 0 });
    await recordShift(knex);
    platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    expect((await status()).drift).toBeUndefined();
    await setWeights('AKIAMINA', { 'on-prem': 0, aws: 99 });
    const seen = await drift(found => found?.changedBy !== undefined);
    expect(seen).toMatchObject({
      expected: { 'on-prem': 0, aws: 100 },
      actual: { 'on-prem': 40, aws: 60 },
      changedBy: { principal: expect.stringContaining(controller.name) },
    });
    await until(
      async () => (await status()) && backend.notifications,
      sent => sent.some(({ payload }) => payload.topic === 'hybrid.drift'),
    );
  });

  it('is a target group of neither site that gets a share after a failover', async () => {
    await recordShift(knex, { elsewhere_share: 0 });
    platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    expect((await status()).drift).toBeUndefined();
    platform.addGroup('cart', { weight: 900 });
    const seen = await drift(found => found?.since !== undefined);
    expect(seen).toMatchObject({
      expected: { 'on-prem': 0, aws: 100 },
      actual: { 'on-prem': 0, aws: 100 },
      expectedElsewhereShare: 0,
      elsewhereShare: 90,
    });
    const [{ payload }] = await until(
      async () => (await status()) && backend.notifications,
      ({ length }) => length > 0,
    );
    expect(payload.description).toContain('90 % neither');
    expect(await rows()).toHaveLength(1);
  });

  it('is none of a share of neither site that an earlier version did not note', async () => {
    await recordShift(knex);
    platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    platform.addGroup('cart', { weight: 900 });
    await status();
    expect((await status()).drift).toBeUndefined();
  });

  it('is what puts them back also after a drill of a service that was moved', async () => {
    await recordShift(knex);
    await recordShift(knex, {
      kind: 'drill',
      from_on_prem: 0,
      from_aws: 100,
      to_on_prem: 100,
      to_aws: 0,
      created_at: '2026-11-22T13:00:00.000Z',
      ended_at: '2026-11-22T13:01:00.000Z',
    });
    expect(await drift(found => found?.since !== undefined)).toMatchObject({
      expected: { 'on-prem': 0, aws: 100 },
      actual: { 'on-prem': 40, aws: 60 },
    });
  });

  it('is not a deployment that changes the default weights of a service in its steady state', async () => {
    await recordShift(knex);
    await recordShift(knex, {
      kind: 'reset',
      from_on_prem: 0,
      from_aws: 100,
      to_on_prem: 10,
      to_aws: 90,
      created_at: '2026-11-22T13:00:00.000Z',
      ended_at: '2026-11-22T13:01:00.000Z',
    });
    await status();
    expect((await status()).drift).toBeUndefined();
  });

  it('that becomes another drift begins anew', async () => {
    platform.setWeights('cart', MOVED);
    await drift(found => found?.since !== undefined);
    platform.setWeights('cart', { 'on-prem': 1, aws: 99 });
    const next = await drift(found => found?.since !== undefined);
    expect(next!.actual).toEqual({ 'on-prem': 1, aws: 99 });
    expect(await rows()).toHaveLength(2);
  });

  it('is not what automation did', async () => {
    platform.setRuleTag(
      'cart',
      HYBRID_TAGS.automation,
      `failed-over ${new Date().toISOString()}`,
    );
    platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    expect((await status()).drift).toBeUndefined();
    await status();
    expect(await rows()).toEqual([]);
  });

  it.each(['failed', 'aborted'])(
    'is not what a shift of ours wrote before it %s',
    async state => {
      await recordShift(knex, { state }, [
        { type: 'weights-written', weight_on_prem: 70, weight_aws: 30 },
        {
          type: 'weights-written',
          weight_on_prem: MOVED['on-prem'],
          weight_aws: MOVED.aws,
        },
        { type: 'failed' },
      ]);
      platform.setWeights('cart', MOVED);
      expect((await status()).drift).toBeUndefined();
      platform.setWeights('cart', { 'on-prem': 70, aws: 30 });
      expect((await status()).drift?.expected).toEqual(MOVED);
    },
  );

  it('is not what a shift left that failed before it wrote', async () => {
    await recordShift(knex, { state: 'failed' }, [{ type: 'failed' }]);
    platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    expect((await status()).drift?.expected).toEqual({
      'on-prem': 40,
      aws: 60,
    });
  });

  it('is not seen in a snapshot that may be older than the end of a shift', async () => {
    const now = new Date().toISOString();
    await recordShift(knex, { created_at: now, ended_at: now });
    platform.setWeights('cart', MOVED);
    for (let look = 0; look < 3; look += 1) await status();
    expect(await rows()).toEqual([]);
  });

  it('has nobody to attribute for a call of our own', async () => {
    const awsRequestId = await setWeights('AKIATESTER', MOVED);
    await recordShift(knex, { state: 'succeeded' }, [
      { type: 'rule-read', aws_request_id: awsRequestId },
    ]);
    await drift(found => found?.since !== undefined);
    await until(
      async () => (await status()) && lookUps(),
      count => count > 0,
    );
    await until(rows, ([row]) => row.look_ups === 1);
    expect((await status()).drift?.changedBy).toBeUndefined();
  });

  it('has nobody to attribute as long as CloudTrail does not show who it was, and is asked about later', async () => {
    await setWeights('AKIAMINA', { 'on-prem': 90, aws: 11 });
    platform.setWeights('cart', MOVED);
    await drift(found => found?.since !== undefined);
    const [row] = await until(
      async () => (await status()) && rows(),
      ([first]) => first.look_ups === 1,
    );
    expect(Number(row.look_up_at)).toBeGreaterThan(Date.now() + 50_000);
    await setWeights('AKIAMINA', MOVED);
    await knex('hybrid_drifts').update({ look_up_at: 1 });
    const seen = await drift(found => found?.changedBy !== undefined);
    expect(seen!.changedBy!.principal).toMatch(/AKIAMINA$/);
  });

  it('has nobody to attribute where the same weights were set before the shift that left others', async () => {
    await setWeights('AKIAMINA', { 'on-prem': 40, aws: 60 });
    const afterwards = new Date(Date.now() + 2_000).toISOString();
    await recordShift(knex, { created_at: afterwards });
    await drift(found => found?.since !== undefined);
    const [row] = await until(
      async () => (await status()) && rows(),
      ([first]) => first.look_ups === 1,
    );
    expect(row.changed_by).toBeNull();
    expect(row.look_up_at).not.toBeNull();
  });

  it('is found by the call’s name when CloudTrail does not know the rule’s', async () => {
    platform.onCall((name, input) => {
      const [attribute] = (input.LookupAttributes ?? []) as {
        AttributeKey: string;
        AttributeValue: string;
      }[];
      if (
        name === 'LookupEvents' &&
        attribute.AttributeKey === 'ResourceName'
      ) {
        attribute.AttributeValue = 'unknown';
      }
    });
    await setWeights('AKIAMINA', MOVED);
    const seen = await drift(found => found?.changedBy !== undefined);
    expect(seen!.changedBy!.principal).toMatch(/AKIAMINA$/);
  });

  it('stays without a name when CloudTrail is not for us, and it is not asked again and again', async () => {
    platform.onCall(name =>
      name === 'LookupEvents'
        ? { error: new AwsError('AccessDeniedException', 'no') }
        : undefined,
    );
    await setWeights('AKIAMINA', MOVED);
    await drift(found => found?.since !== undefined);
    await until(
      async () => (await status()) && lookUps(),
      count => count > 0,
    );
    await knex('hybrid_drifts').update({ look_up_at: 1 });
    for (let look = 0; look < 3; look += 1) await status();
    expect(lookUps()).toBe(1);
    expect((await status()).drift).toMatchObject({ actual: MOVED });
  });
});
