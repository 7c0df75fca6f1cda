import { createServiceFactory } from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import type {
  AutomationMove,
  HybridAutomationEventPayload,
  ShiftPage,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  awsEnvironment,
  startTestPlatform,
  until,
  type TestPlatform,
} from '@hybrid-platform/sandbox/testing';
import { parse } from 'csv-parse/sync';
import type { Knex } from 'knex';
import { lambdas, silenceLambdas } from '../__testUtils__/automation';
import { startBackend, type TestBackend } from '../__testUtils__/backend';
import { testDatabases } from '../__testUtils__/databases';
import { recordShift } from '../__testUtils__/pastShifts';

const CART = '/services/default/component/cart';
const DEFAULT = { 'on-prem': 40, aws: 60 };
const AWAY = { 'on-prem': 0, aws: 100 };
const databases = testDatabases();

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('automation on %s', databaseId => {
  let knex: Knex;
  let platform: TestPlatform;
  let backends: TestBackend[];
  let events: HybridAutomationEventPayload[];
  const environment = { ...process.env };

  const open = async () => {
    const backend = await startBackend({
      knex,
      features: [
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => ({
            publish: async ({ topic, eventPayload }) => {
              if (topic !== 'hybrid.automation') return;
              events.push(eventPayload as HybridAutomationEventPayload);
            },
            subscribe: async () => {},
          }),
        }),
      ],
    });
    backends.push(backend);
    return backend;
  };

  const close = async () => {
    await Promise.all(backends.map(backend => backend.stop()));
    backends = [];
  };

  beforeEach(async () => {
    silenceLambdas();
    knex = await databases.init(databaseId);
    platform = await startTestPlatform({ alsoOn: ['http'] });
    Object.assign(process.env, awsEnvironment(platform.url), {
      AWS_REGION: 'ap-northeast-2',
    });
    backends = [];
    events = [];
  });

  afterEach(async () => {
    await close();
    await platform.close();
    await knex.destroy();
    process.env = { ...environment };
    jest.restoreAllMocks();
  });

  const page = async (backend: TestBackend, query = ''): Promise<ShiftPage> => {
    const { body, status } = await backend.get(`${CART}/shifts${query}`);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return body;
  };

  /** Every look takes a new snapshot, as time does elsewhere. */
  const moves = (
    backend: TestBackend,
    passes: (moves: AutomationMove[]) => boolean,
  ) =>
    until(async () => {
      await backend.get(CART);
      return (await page(backend)).automation ?? [];
    }, passes);

  const outage = async () => {
    platform.setHealthy('cart', 'on-prem', 0);
    await lambdas.failOver('cart');
    platform.setHealthy('cart', 'on-prem', 2);
  };

  const comeBack = async () => {
    await lambdas.recover();
    await lambdas.recover();
    expect(platform.weights('cart')).toEqual(DEFAULT);
  };

  it('has moved a service of several rules: one entry, from then until it has returned', async () => {
    const backend = await open();
    const before = new Date(Date.now() - 1_000).toISOString();
    await outage();
    const [lasting, ...more] = await moves(backend, ({ length }) => length > 0);
    expect(more).toEqual([]);
    expect(lasting).toEqual({
      kind: 'automation',
      id: expect.any(String),
      platform: 'shop',
      service: 'cart',
      entityRef: 'component:default/cart',
      state: 'failed-over',
      movedAt: expect.any(String),
      movedBy: 'increase-aws-traffic',
      from: DEFAULT,
      to: AWAY,
      seenAt: expect.any(String),
    });
    expect(lasting.movedAt >= before.slice(0, 19)).toBe(true);

    await lambdas.recover();
    const [recovering] = await moves(
      backend,
      ([move]) => move.state === 'recovering',
    );
    expect(recovering.recoveringSince).toBeDefined();
    await lambdas.recover();
    const all = await moves(backend, ([move]) => move.state === 'returned');
    expect(all).toEqual([
      {
        ...lasting,
        state: 'returned',
        endedAt: expect.any(String),
        endedBy: 'reset-default-traffic',
        endedWith: DEFAULT,
      },
    ]);
  });

  it('is told to the owner and to who listens, each of it once', async () => {
    const backend = await open();
    await outage();
    await moves(backend, ({ length }) => length > 0);
    await comeBack();
    await moves(backend, ([move]) => move.state === 'returned');
    const sent = await until(
      () => backend.notifications,
      ({ length }) => length === 2,
    );
    expect(sent.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({
        title: 'Automation moved cart to AWS',
        severity: 'high',
        topic: 'hybrid.automation',
        link: '/catalog/default/component/cart',
      }),
      expect.objectContaining({
        title: 'Automation returned cart to its default weights',
        severity: 'normal',
        scope: sent[0].payload.scope,
      }),
    ]);
    expect(sent[0].recipients).toEqual({
      type: 'entity',
      entityRef: 'group:default/shop',
    });
    expect(events.map(({ type }) => type)).toEqual(['failed-over', 'returned']);
    expect(backend.signals).toContainEqual({
      platform: 'shop',
      entityRef: 'component:default/cart',
    });

    // Another process of the same Backstage, and one that starts later, has nothing to add.
    await close();
    const next = await open();
    for (let look = 0; look < 3; look += 1) {
      await moves(next, ({ length }) => length === 1);
    }
    expect(next.notifications).toEqual([]);
    expect(events).toHaveLength(2);
  });

  it('is known, with its times, though Backstage was down while it moved and while it returned', async () => {
    await outage();
    await comeBack();
    expect(platform.ruleTag('cart', HYBRID_TAGS.automation)).toBeUndefined();
    const backend = await open();
    const [move, ...more] = await moves(backend, ({ length }) => length > 0);
    expect(more).toEqual([]);
    expect(move).toMatchObject({
      state: 'returned',
      movedBy: 'increase-aws-traffic',
      from: DEFAULT,
      endedBy: 'reset-default-traffic',
      endedWith: DEFAULT,
    });
    const [sent, ...others] = await until(
      () => backend.notifications,
      ({ length }) => length > 0,
    );
    expect(others).toEqual([]);
    expect(sent.payload.title).toBe(
      'Automation had moved cart to AWS, and it has returned',
    );
    expect(sent.payload.description).toContain(move.movedAt);
    expect(sent.payload.description).toContain(move.endedAt);
    await until(
      () => events,
      ({ length }) => length === 2,
    );
    expect(events.map(({ type }) => type)).toEqual(['failed-over', 'returned']);
  });

  it('costs no call of AWS', async () => {
    await outage();
    await comeBack();
    const backend = await open();
    await moves(backend, ({ length }) => length > 0);
    expect(platform.calls()).not.toContain('LookupEvents');
  });

  it('is told once by two processes that see it at the same time', async () => {
    const two = [await open(), await open()];
    await outage();
    await Promise.all(two.map(each => moves(each, ({ length }) => length > 0)));
    await comeBack();
    await Promise.all(
      two.map(each => moves(each, ([move]) => move.state === 'returned')),
    );
    await until(
      () => events,
      ({ length }) => length >= 2,
    );
    expect(await knex('hybrid_automation_moves')).toHaveLength(1);
    expect(events.map(({ type }) => type)).toEqual(['failed-over', 'returned']);
    expect(two.flatMap(({ notifications }) => notifications)).toHaveLength(2);
  });

  it.each([
    ['by its tags', false],
    ['by the database, where the tags are gone', true],
  ])(
    'is told after a restart when the process died before it could: found %s',
    async (_, isForgotten) => {
      const first = await open();
      await outage();
      await moves(first, ({ length }) => length > 0);
      await comeBack();
      await moves(first, ([move]) => move.state === 'returned');
      await until(
        () => events,
        ({ length }) => length === 2,
      );
      await close();
      events.length = 0;
      await knex('hybrid_automation_moves').update({ end_told_at: null });
      if (isForgotten) {
        for (const arn of platform.ruleArns('cart')) {
          platform.world.tags.get(arn)!.delete(HYBRID_TAGS.automationHistory);
        }
      }
      const next = await open();
      await until(
        async () => {
          await next.get(CART);
          return next.notifications;
        },
        ({ length }) => length > 0,
      );
      expect(next.notifications.map(({ payload }) => payload.title)).toEqual([
        'Automation returned cart to its default weights',
      ]);
      expect(events.map(({ type }) => type)).toEqual(['returned']);
    },
  );

  it('is history and no news when it ended more than a week ago', async () => {
    await outage();
    await comeBack();
    const day = 24 * 3_600_000;
    const ago = (days: number) =>
      `${new Date(Date.now() - days * day).toISOString().slice(0, 19)}Z`;
    for (const arn of platform.ruleArns('cart')) {
      platform.world.tags
        .get(arn)!
        .set(
          HYBRID_TAGS.automationHistory,
          `failed-over ${ago(9)} traffic-watchdog 40/60 returned ${ago(
            8,
          )} traffic-watchdog 40/60`,
        );
    }
    const backend = await open();
    const [move] = await moves(backend, ({ length }) => length > 0);
    expect(move.state).toBe('returned');
    await backend.get(CART);
    expect(backend.notifications).toEqual([]);
    expect(events).toEqual([]);
  });

  it('is left to a person who takes the service over, and is automation’s again after a rollback', async () => {
    const backend = await open();
    await outage();
    await moves(backend, ({ length }) => length > 0);
    const state = platform.ruleTag('cart', HYBRID_TAGS.automation)!;
    const tagAll = (value?: string) => {
      for (const arn of platform.ruleArns('cart')) {
        const tags = platform.world.tags.get(arn)!;
        if (value) tags.set(HYBRID_TAGS.automation, value);
        else tags.delete(HYBRID_TAGS.automation);
      }
    };
    tagAll();
    const [left] = await moves(backend, ([move]) => move.state === 'left');
    expect(left).toMatchObject({ endedAtLatest: true });
    tagAll(state);
    await moves(backend, ([move]) => move.state === 'failed-over');
    await comeBack();
    const all = await moves(backend, ([move]) => move.state === 'returned');
    expect(all).toHaveLength(1);
    expect(all[0]).not.toHaveProperty('endedAtLatest');
  });

  it('is kept as far as it was seen where the functions keep no history', async () => {
    const backend = await open();
    await outage();
    const forget = () => {
      for (const arn of platform.ruleArns('cart')) {
        platform.world.tags.get(arn)!.delete(HYBRID_TAGS.automationHistory);
      }
    };
    forget();
    await moves(backend, ({ length }) => length > 0);
    await comeBack();
    forget();
    const [move] = await moves(backend, ([{ state }]) => state === 'returned');
    expect(move).toMatchObject({ endedAtLatest: true, endedWith: DEFAULT });
    expect(move).not.toHaveProperty('endedBy');
  });

  it('has not moved what AWS refused to move', async () => {
    const backend = await open();
    platform.setHealthy('cart', 'on-prem', 0);
    platform.onCall(name =>
      name === 'ModifyRule' ? { error: 'denied' as never } : undefined,
    );
    await expect(lambdas.failOver('cart')).rejects.toThrow();
    platform.onCall(undefined);
    for (let look = 0; look < 3; look += 1) await backend.get(CART);
    expect((await page(backend)).automation).toEqual([]);
  });

  it('stands between the shifts of its time, on their pages', async () => {
    const backend = await open();
    await outage();
    await comeBack();
    const ago = (minutes: number) =>
      new Date(Date.now() - minutes * 60_000).toISOString();
    for (const minutes of [30, 20, 10]) {
      await recordShift(knex, {
        created_at: ago(minutes),
        ended_at: ago(minutes),
      });
    }
    const [{ id }] = await moves(backend, ({ length }) => length > 0);
    await knex('hybrid_automation_moves').update({ moved_at: ago(15) });
    const first = await page(backend, '?limit=1');
    expect(first.automation).toEqual([]);
    const second = await page(backend, `?limit=1&cursor=${first.nextCursor}`);
    expect(second.automation).toEqual([expect.objectContaining({ id })]);
    const third = await page(backend, `?limit=1&cursor=${second.nextCursor}`);
    expect(third.automation).toEqual([]);
  });

  it('is in the charts and, when asked for, in the exports', async () => {
    const backend = await open();
    await recordShift(knex);
    await outage();
    await comeBack();
    const [move] = await moves(backend, ({ length }) => length > 0);
    const { body } = await backend.get(`${CART}/traffic`);
    expect(body.automation).toEqual([move]);

    for (const path of [CART, '/platforms/shop']) {
      const of = `${path}/shifts/export`;
      expect((await backend.get(of)).body).toHaveLength(1);
      const json = await backend.get(`${of}?include=automation`);
      expect(json.body.map(({ kind }: { kind: string }) => kind)).toEqual([
        'failover',
        'automation',
      ]);
      const csv = await backend.get(`${of}?include=automation&format=csv`);
      const rows: Record<string, string>[] = parse(csv.text, { columns: true });
      expect(rows.slice(-2)).toEqual([
        expect.objectContaining({
          shift_id: move.id,
          kind: 'automation',
          requested_by: 'increase-aws-traffic',
          event_type: 'failed-over',
          event_aws: '100',
        }),
        expect.objectContaining({
          event_type: 'returned',
          event_at: move.endedAt,
          event_aws: '60',
        }),
      ]);
    }
  });
});
