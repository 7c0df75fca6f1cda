import { RequestLimiter } from '@hybrid-platform/sandbox';
import type { Evacuation } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { SERVICES } from '../__testUtils__/services';
import { withPlatform } from '../__testUtils__/withBackend';
import { startBackend, type TestBackend } from '../__testUtils__/backend';
import { testDatabases } from '../__testUtils__/databases';
import { breakable } from '../__testUtils__/faults/breakableDatabase';
import { join } from 'node:path';
import { SHIFTS } from '../shifts/record/rows';
import { ShiftRepository } from '../shifts/record/ShiftRepository';
import { LeasedEvacuations } from './LeasedEvacuations';
import { EvacuationRunner } from './EvacuationRunner';
import { EvacuationStore } from './EvacuationStore';
import { EVACUATIONS, ITEMS } from './rows';

const MIGRATIONS = join(__dirname, '../../migrations');

const ALL_AWS = { 'on-prem': 0, aws: 100 };
const PATIENT = {
  ...SHOP_CONFIG,
  shift: {
    ...SHOP_CONFIG.shift,
    retryFor: { seconds: 20 },
    verify: { ...SHOP_CONFIG.shift.verify, timeout: { seconds: 10 } },
  },
};

jest.setTimeout(60_000);

describe('an evacuation whose backend', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const platform = withPlatform();
  let knex: Knex;
  let backends: TestBackend[];
  const environment = { ...process.env };

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    backends = [];
    platform.onCall(undefined);
    for (const service of SERVICES) {
      platform.setWeights(service, { 'on-prem': 40, aws: 60 });
    }
    platform.forget();
  });
  afterEach(async () => {
    await Promise.all(backends.map(backend => backend.stop()));
  });
  afterAll(() => {
    process.env = environment;
  });

  const open = async (runTasks = false, hybrid: object = PATIENT) => {
    const backend = await startBackend({
      knex,
      runTasks,
      hybrid: hybrid as typeof PATIENT,
    });
    backends.push(backend);
    return backend;
  };
  const start = (backend: TestBackend) =>
    backend
      .client()
      .evacuate(
        'shop',
        { off: 'on-prem', reason: 'Flood' },
        { idempotencyKey: randomUUID() },
      );
  const ended = (backend: TestBackend, { id }: Evacuation) =>
    until(
      // While the database is down there is no answer.
      () =>
        backend
          .client()
          .getEvacuation('shop', id)
          .catch(() => undefined),
      evacuation =>
        evacuation?.state === 'completed' || evacuation?.state === 'aborted',
      40_000,
    ) as Promise<Evacuation>;
  const shifts = () => knex(SHIFTS).select('service', 'state');

  it('stops is gone on with by the next one, which starts nothing twice', async () => {
    let writes = 0;
    platform.onCall(operation => {
      if (operation === 'ModifyRule') writes += 1;
    });
    const first = await open();
    const evacuation = await start(first);
    await until(
      () => writes,
      count => count > 0,
    );
    await first.stop();
    backends = [];
    const second = await open(true);
    const done = await ended(second, evacuation);
    expect(done.state).toBe('completed');
    expect(done.counts.succeeded).toBe(6);
    expect(await shifts()).toHaveLength(6);
    for (const service of SERVICES) {
      expect(platform.weights(service)).toEqual(ALL_AWS);
    }
  });

  it('loses it to another one lets go, and every service is shifted once', async () => {
    const first = await open();
    const second = await open();
    const evacuation = await start(first);
    // A process that did not renew in time, but goes on working.
    await knex(EVACUATIONS).update({ lease_expires_at: 0 });
    await open(true);
    const done = await ended(second, evacuation);
    expect(done.state).toBe('completed');
    expect(await shifts()).toHaveLength(6);
    expect(new Set((await shifts()).map(({ service }) => service)).size).toBe(
      6,
    );
  });

  it('died between noting a shift and starting it asks for it again', async () => {
    const first = await open();
    let modified = 0;
    platform.onCall(operation => {
      if (operation === 'ModifyRule') modified += 1;
    });
    const evacuation = await start(first);
    const done = await ended(first, evacuation);
    await first.stop();
    backends = [];
    const before = modified;
    // As a crash leaves it: the shifts are there, the items do not know of them.
    await knex(ITEMS).update({ state: 'shifting', shift_id: null });
    await knex(EVACUATIONS).update({
      state: 'running',
      active_key: 'shop',
      ended_at: null,
      lease_owner: randomUUID(),
      lease_expires_at: 0,
    });
    const second = await open(true);
    const again = await ended(second, evacuation);
    expect(again.counts).toEqual(done.counts);
    expect(again.items.map(({ shiftId }) => shiftId)).toEqual(
      done.items.map(({ shiftId }) => shiftId),
    );
    expect(modified).toBe(before);
  });

  it('loses its database for a while moves every service, and tells the truth', async () => {
    const database = breakable(knex);
    let writes = 0;
    platform.onCall(operation => {
      if (operation !== 'ModifyRule') return;
      writes += 1;
      if (writes === 2) database.breakFor(1_500);
    });
    const first = await open(true);
    const evacuation = await start(first);
    const done = await ended(first, evacuation);
    expect(database.refusals()).toBeGreaterThan(0);
    expect(done.counts).toMatchObject({ succeeded: 6, failed: 0 });
    expect(await shifts()).toHaveLength(6);
    for (const service of SERVICES) {
      expect(platform.weights(service)).toEqual(ALL_AWS);
    }
  });

  it('is throttled slows down and loses nothing', async () => {
    const limiter = new RequestLimiter([
      {
        name: 'all',
        service: 'elasticloadbalancing',
        operations:
          /^(Describe(Rules|Tags|TargetHealth)|ModifyRule|AddTags|RemoveTags)$/,
        burst: 5,
        perSecond: 40,
      },
    ]);
    platform.onCall(operation =>
      limiter.take({ service: 'elasticloadbalancing', operation }),
    );
    // It believes that it may call twice as fast as it may. At once it may call as often: what
    // is asked before anything was refused would say nothing of how it adapts.
    const limit = { burst: 5, perSecond: 80 };
    const backend = await open(false, {
      ...PATIENT,
      requestLimits: { account: limit, read: limit, write: limit },
    });
    const done = await ended(backend, await start(backend));
    expect(done.counts.succeeded).toBe(6);
    const { allowed, throttled } = limiter.counts().all;
    expect(throttled).toBeGreaterThan(0);
    expect(throttled).toBeLessThan(allowed / 4);
  });
});

describe.each(testDatabases().eachSupportedId())(
  'the runners of an evacuation on %s',
  databaseId => {
    const databases = testDatabases();
    let knex: Knex;
    let store: EvacuationStore;
    let evacuations: LeasedEvacuations;
    let started: string[];

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: MIGRATIONS });
      const now = () => new Date();
      store = new EvacuationStore(knex, now);
      evacuations = new LeasedEvacuations(
        knex,
        now,
        new ShiftRepository(knex, now),
      );
      started = [];
    });

    const runner = (fail = false) =>
      new EvacuationRunner({
        evacuations,
        logger: mockServices.logger.mock(),
        clock: {
          now: () => new Date(),
          sleep: ms => new Promise(resolve => setTimeout(resolve, ms)),
        },
        retryForMs: 0,
        pollMs: 5,
        knows: () => true,
        pace: () => ({ throttles: 0, waiting: 0 }),
        announce: async () => {},
        invalidate: () => {},
        startShift: async (_evacuation, { service, attempt }) => {
          started.push(`${service}/${attempt}`);
          if (fail) throw new Error('boom');
          const id = randomUUID();
          await knex(SHIFTS).insert({
            id,
            platform: 'shop',
            service,
            entity_ref: `component:default/${service}`,
            kind: 'failover',
            state: 'succeeded',
            reason: 'r',
            requested_by: 'user:default/owner',
            from_on_prem: 40,
            from_aws: 60,
            to_on_prem: 0,
            to_aws: 100,
            plan: '{}',
            created_at: new Date().toISOString(),
            ended_at: new Date().toISOString(),
          });
          return { id } as never;
        },
      });
    const create = async (by: EvacuationRunner, count = 40) => {
      const lease = by.lease();
      const { id, result } = await store.create({
        platform: 'shop',
        request: { off: 'on-prem', reason: 'r' },
        requestedBy: 'user:default/owner',
        idempotencyKey: randomUUID(),
        requestHash: 'h',
        items: Array.from({ length: count }, (_, i) => ({
          service: `svc-${i}`,
          entityRef: `component:default/svc-${i}`,
          state: 'pending',
        })),
        lease,
      });
      expect(result).toBe('created');
      return { id, platform: 'shop', lease };
    };
    const end = (id: string) =>
      until(
        () => store.find('shop', id),
        row => row?.active_key === null,
      );

    it('start each shift once, with more services than run at once', async () => {
      const one = runner();
      const evacuation = await create(one);
      one.start(evacuation, evacuation.lease);
      expect((await end(evacuation.id))!.state).toBe('completed');
      expect(started).toHaveLength(40);
      expect(new Set(started).size).toBe(40);
      await one.stop();
    });

    it('do not both claim one that was left', async () => {
      const dead = runner();
      const { id } = await create(dead);
      await knex(EVACUATIONS).update({ lease_expires_at: 0 });
      const [one, two] = [runner(), runner()];
      await Promise.all([one.takeOver(), two.takeOver()]);
      await end(id);
      expect(started).toHaveLength(40);
      expect(new Set(started).size).toBe(40);
      await Promise.all([one.stop(), two.stop()]);
    });

    it('leave one alone whose process lives', async () => {
      const one = runner();
      await create(one);
      const two = runner();
      await two.takeOver();
      expect(started).toEqual([]);
    });

    it('note what failed, and try it with a new attempt when resumed', async () => {
      const one = runner(true);
      const evacuation = await create(one, 2);
      one.start(evacuation, evacuation.lease);
      await end(evacuation.id);
      const items = await store.items(evacuation.id);
      expect(items.map(({ state }) => state)).toEqual(['failed', 'failed']);
      expect(JSON.parse(items[0].problem!).code).toBe('interrupted');

      const two = runner();
      const lease = two.lease();
      expect(
        await store.resume(evacuation.id, {
          by: 'user:default/ann',
          refused: ['svc-1'],
          lease,
        }),
      ).toBe('resumed');
      two.start(evacuation, lease);
      await end(evacuation.id);
      expect(started.slice(2)).toEqual(['svc-0/2']);
      expect(
        (await store.items(evacuation.id)).map(({ state }) => state),
      ).toEqual(['succeeded', 'not-permitted']);
      await Promise.all([one.stop(), two.stop()]);
    });

    it('cannot run two of one platform', async () => {
      const one = runner();
      const first = await create(one, 1);
      const second = await store.create({
        platform: 'shop',
        request: { off: 'aws', reason: 'r' },
        requestedBy: 'user:default/ann',
        idempotencyKey: 'k',
        requestHash: 'h',
        items: [],
        lease: one.lease(),
      });
      expect(second.result).toBe('active');
      one.start(first, first.lease);
      await end(first.id);
      expect(
        await store.resume(first.id, {
          by: 'x',
          refused: [],
          lease: one.lease(),
        }),
      ).toBe('resumed');
      await one.stop();
    });
  },
);
