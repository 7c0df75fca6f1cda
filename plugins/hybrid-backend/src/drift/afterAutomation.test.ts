import {
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Drift,
  type ServiceStatus,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { until } from '@hybrid-platform/sandbox/testing';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { lambdas, silenceLambdas } from '../__testUtils__/automation';
import { testDatabases } from '../__testUtils__/databases';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';
const DEFAULT = { 'on-prem': 40, aws: 60 };
const AWAY = { 'on-prem': 0, aws: 100 };
const databases = testDatabases();

jest.setTimeout(60_000);

describe('drift after automation has moved a service', () => {
  let knex: Knex;

  const { platform, backend } = withBackend(
    async () => {
      knex = await databases.init('SQLITE_3');
      return { knex };
    },
    { each: true },
  );

  beforeEach(() => {
    process.env.AWS_REGION = 'ap-northeast-2';
    silenceLambdas();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await knex.destroy();
  });

  const minutesAgo = (minutes: number) =>
    `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;
  const tag = (key: string, value: string | undefined) =>
    platform.setRuleTag('cart', key, value);
  const status = async (): Promise<ServiceStatus> =>
    (await backend.get(CART)).body;
  const drift = (passes: (drift: Drift | undefined) => boolean) =>
    until(async () => (await status()).drift, passes);
  const rows = () => knex('hybrid_drifts').orderBy('since');
  const sent = (topic: string) =>
    backend.notifications
      .map(({ payload }) => payload)
      .filter(payload => payload.topic === topic);
  /** Looks until everything has been told. */
  const told = (topic: string) =>
    until(
      async () => (await status()) && sent(topic),
      payloads => payloads.length > 0,
    );

  /** Some minutes ago the failover functions found no healthy target on-prem. */
  const outage = () => {
    platform.setHealthy('cart', 'on-prem', 0);
    platform.setWeights('cart', AWAY);
    tag(HYBRID_TAGS.automation, `failed-over ${minutesAgo(5)}`);
    tag(
      HYBRID_TAGS.automationHistory,
      `failed-over ${minutesAgo(5)} traffic-watchdog 40/60`,
    );
  };

  const putBack = async () => {
    const client = new ElasticLoadBalancingV2Client({
      region: 'ap-northeast-2',
      credentials: { accessKeyId: 'AKIAMINA', secretAccessKey: 'secret' },
    });
    const groupOf = (site: string) =>
      [...platform.world.tags].find(
        ([arn, tags]) =>
          arn.includes(':targetgroup/') &&
          tags.get(HYBRID_TAGS.service) === 'cart' &&
          tags.get(HYBRID_TAGS.site) === site,
      )![0];
    await client.send(
      new ModifyRuleCommand({
        RuleArn: platform.ruleArn('cart'),
        Actions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: Object.entries(DEFAULT).map(([site, Weight]) => ({
                TargetGroupArn: groupOf(site),
                Weight,
              })),
            },
          },
        ],
      }),
    );
  };

  it('is what puts the default weights back while on-prem is dead, with who it was', async () => {
    outage();
    expect((await status()).drift).toBeUndefined();
    await putBack();
    const seen = await drift(found => found?.changedBy !== undefined);
    expect(seen).toMatchObject({
      expected: AWAY,
      actual: DEFAULT,
      changedBy: { principal: expect.stringContaining('AKIAMINA') },
    });
    const [first] = await told('hybrid.drift');
    expect(first.severity).toBe('high');
    expect(first.description).toContain('0 % on-prem, 100 % AWS');
    expect(first.description).toContain('usual suspect');
    const { body: shop } = await backend.get('/platforms/shop');
    const drifted = shop.serviceStatuses.filter((each: ServiceStatus) =>
      Boolean(each.drift),
    );
    expect(drifted).toHaveLength(1);
  });

  it('lasts when the functions leave the service alone, of which the owner is told', async () => {
    outage();
    await told('hybrid.automation');
    await putBack();
    await lambdas.recover();
    expect(platform.ruleTag('cart', HYBRID_TAGS.automation)).toBeUndefined();
    expect(platform.ruleTag('cart', HYBRID_TAGS.automationHistory)).toContain(
      ' left ',
    );
    expect(await drift(found => found?.since !== undefined)).toMatchObject({
      expected: AWAY,
      actual: DEFAULT,
    });
    const [began, left] = await until(
      async () => (await status()) && sent('hybrid.automation'),
      ({ length }) => length === 2,
    );
    expect(left).toMatchObject({
      severity: 'high',
      scope: began.scope,
      title: expect.stringContaining('somebody else has changed its weights'),
      description: expect.stringContaining('40 % on-prem, 60 % AWS'),
    });
  });

  it('is seen, and told as what it is, though Backstage was down meanwhile', async () => {
    platform.setHealthy('cart', 'on-prem', 0);
    tag(
      HYBRID_TAGS.automationHistory,
      `failed-over ${minutesAgo(60)} traffic-watchdog 40/60 left ${minutesAgo(
        30,
      )} reset-default-traffic 40/60`,
    );
    expect(await drift(found => found?.since !== undefined)).toMatchObject({
      expected: AWAY,
      actual: DEFAULT,
    });
    expect((await told('hybrid.drift'))[0].severity).toBe('high');
    const automation = await told('hybrid.automation');
    expect(automation).toHaveLength(1);
    expect(automation[0].severity).toBe('high');
  });

  it('ends with a person’s reset, also where the weights are the default ones already', async () => {
    outage();
    await putBack();
    await drift(found => found?.since !== undefined);
    platform.setHealthy('cart', 'on-prem');
    const { body } = await backend.post(
      `${CART}/shifts`,
      { kind: 'reset', reason: 'on-prem is up again' },
      { 'Idempotency-Key': randomUUID() },
    );
    const shift = await until(
      async (): Promise<Shift> =>
        (
          await backend.get(`${CART}/shifts/${body.id}`)
        ).body,
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
    );
    expect(shift.state).toBe('succeeded');
    for (let look = 0; look < 3; look += 1) {
      expect((await status()).drift).toBeUndefined();
    }
    expect((await rows()).map(({ ended_at }) => ended_at)).not.toContain(null);
  });

  it('is nothing of what the functions do themselves, whenever anybody looks', async () => {
    let isLooking = false;
    const seen: (Drift | undefined)[] = [];
    platform.onCall(async operation => {
      if (isLooking || !/^(ModifyRule|AddTags|RemoveTags)$/.test(operation)) {
        return;
      }
      isLooking = true;
      seen.push((await status()).drift);
      isLooking = false;
    });
    platform.setHealthy('cart', 'on-prem', 0);
    await lambdas.failOver('cart');
    expect((await status()).drift).toBeUndefined();
    platform.setHealthy('cart', 'on-prem');
    await lambdas.recover();
    expect((await status()).drift).toBeUndefined();
    await lambdas.recover();
    expect(platform.weights('cart')).toEqual(DEFAULT);
    expect((await status()).drift).toBeUndefined();
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.filter(Boolean)).toEqual([]);
    expect(await rows()).toEqual([]);
  });
});
