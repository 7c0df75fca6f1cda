import { mockCredentials } from '@backstage/backend-test-utils';
import {
  HYBRID_TAGS,
  type Evacuation,
  type Shift,
  type ShiftPage,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import {
  SHOP_CONFIG,
  startTestPlatform,
  until,
} from '@hybrid-platform/sandbox/testing';
import { testDatabases } from './__testUtils__/databases';
import { withBackend } from './__testUtils__/withBackend';
import { loadDump } from './__testUtils__/upgrade/loadDump';
import { APPROVAL, ASKED, LEAD } from './__testUtils__/upgrade/scenario';

jest.setTimeout(120_000);

const ENOUGH_MS = 40_000;
const ALL_AWS = { 'on-prem': 0, aws: 100 };

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'a backend on the database of the version before, %s',
  databaseId => {
    const environment = { ...process.env };
    let knex: Knex;

    const { platform, backend } = withBackend(
      async dumped => {
        knex = await databases.init(databaseId);
        await loadDump(knex, dumped);
        dumped.forget();
        const { platforms, shift, ...rest } = SHOP_CONFIG;
        return {
          hybrid: {
            ...rest,
            shift: {
              ...shift,
              verify: { ...shift.verify, timeout: { seconds: 10 } },
            },
            platforms: { shop: { ...platforms.shop, approval: APPROVAL } },
          },
          knex,
          runTasks: true,
        };
      },
      { each: true },
    );

    afterEach(() => {
      process.env = { ...environment };
    });

    type Asked = (typeof ASKED)[keyof typeof ASKED];
    const repeat = ({ path, key, body }: Asked, changes: object = {}) =>
      backend.post(path, { ...body, ...changes }, { 'Idempotency-Key': key });
    const as = (user: string) => ({
      Authorization: mockCredentials.user.header(`user:default/${user}`),
    });
    const newest = async ({ path }: Asked): Promise<Shift> => {
      const { items }: ShiftPage = (await backend.get(path)).body;
      return (await backend.get(`${path}/${items[0].id}`)).body;
    };
    const ended = (asked: Asked): Promise<Shift> =>
      until(
        () => newest(asked),
        ({ endedAt }) => endedAt !== undefined,
        ENOUGH_MS,
      );

    it('takes the running shift over and ends it, writing nothing twice', async () => {
      const shift = await ended(ASKED.running);
      expect(shift.state).toBe('succeeded');
      expect(shift.events.map(({ type, step }) => [type, step])).toEqual(
        expect.arrayContaining([
          ['weights-written', 2],
          ['taken-over', undefined],
          ['verified', 2],
          ['succeeded', undefined],
        ]),
      );
      expect(
        shift.events.filter(({ type }) => type === 'weights-written'),
      ).toHaveLength(2);
      expect(platform.weights('storefront')).toEqual(ALL_AWS);
      expect(platform.ruleTag('storefront', HYBRID_TAGS.hold)).toBeUndefined();
    });

    it('goes on with the evacuation to its end', async () => {
      const { items } = (await backend.get(ASKED.evacuation.path)).body;
      const evacuation: Evacuation = await until(
        async () =>
          (
            await backend.get(`${ASKED.evacuation.path}/${items[0].id}`)
          ).body,
        ({ endedAt }) => endedAt !== undefined,
        ENOUGH_MS,
      );
      expect(evacuation.state).toBe('completed');
      expect(evacuation.items.map(item => [item.service, item.state])).toEqual([
        ['catalog', 'succeeded'],
        ['order', 'succeeded'],
        ['payment', 'succeeded'],
      ]);
      for (const { service } of evacuation.items) {
        expect(platform.weights(service)).toEqual(ALL_AWS);
      }
      // One shift each: what the old version had begun was not begun again.
      expect(
        await knex('hybrid_shifts').where({ evacuation_id: evacuation.id }),
      ).toHaveLength(3);
    });

    it('shows the hold, and keeps others out by it', async () => {
      const { body } = await backend.get('/services/default/component/search');
      expect(body.hold).toMatchObject({
        by: 'user:default/holder',
        reason: 'An index is being built',
      });
      const { status, body: refusal } = await backend.post(
        '/services/default/component/search/shifts',
        { kind: 'reset', reason: 'not now' },
        { 'Idempotency-Key': 'another' },
      );
      expect(status).toBe(409);
      expect(JSON.stringify(refusal)).toContain(
        'user:default/holder holds the service',
      );
    });

    it('shows what has ended as it was', async () => {
      const drill = await newest(ASKED.drill);
      expect(drill).toMatchObject({
        state: 'rolled-back',
        forced: ['not-held'],
        approval: { decision: 'approved', by: 'user:default/lead' },
        recoveryTimeSeconds: expect.any(Number),
        returnTimeSeconds: expect.any(Number),
      });
      const { items }: ShiftPage = (await backend.get(ASKED.waiting.path)).body;
      expect(items[1]).toMatchObject({
        state: 'aborted',
        problem: { code: 'approval-rejected' },
      });
    });

    it('finds by their keys what was asked for before', async () => {
      const writes = () =>
        platform.calls().filter(name => /^(Modify|Start|Reload)/.test(name));
      for (const [asked, changes] of [
        [ASKED.drill],
        [ASKED.running],
        // Members in another order are the same request.
        [ASKED.waiting, { weights: { 'on-prem': 25, aws: 75 } }],
      ] as const) {
        const { status, body } = await repeat(asked, changes);
        expect([asked.key, status]).toEqual([asked.key, 200]);
        expect(body.id).toBe((await newest(asked)).id);
      }
      const { items } = (await backend.get(ASKED.evacuation.path)).body;
      const evacuation = await repeat(ASKED.evacuation, {
        services: ['order', 'payment', 'catalog'],
      });
      expect(evacuation.status).toBe(200);
      expect(evacuation.body.id).toBe(items[0].id);

      const reload = await repeat(ASKED.reload);
      expect(reload.status).toBe(200);
      expect(reload.body.message).toMatch(/shop\.orders/);
      expect(writes()).not.toContain('ReloadTables');
    });

    it('tries again what nobody knows the outcome of', async () => {
      const { status, body } = await repeat(ASKED.test);
      expect([status, body]).toEqual([202, expect.anything()]);
      expect(platform.calls()).toContain('TestConnection');
      expect((await repeat(ASKED.test)).status).toBe(200);
    });

    it('refuses an old key with another request', async () => {
      for (const [asked, changes] of [
        [ASKED.drill, { to: 'on-prem' }],
        [ASKED.running, { reason: 'another' }],
        [ASKED.waiting, { weights: { 'on-prem': 75, aws: 25 } }],
        [ASKED.evacuation, { services: ['order', 'payment'] }],
        [ASKED.reload, { tables: [{ schema: 'shop', table: 'carts' }] }],
      ] as const) {
        const { status, body } = await repeat(asked, changes);
        expect([asked.key, status]).toEqual([asked.key, 409]);
        expect(body.error.problem.code).toBe('idempotency-key-reused');
      }
    });

    it('lets what awaits approval be approved', async () => {
      const { id, state } = await newest(ASKED.waiting);
      expect(state).toBe('awaiting-approval');
      const { status } = await backend.post(
        `${ASKED.waiting.path}/${id}/approve`,
        undefined,
        as(LEAD),
      );
      expect(status).toBe(200);
      expect((await ended(ASKED.waiting)).state).toBe('succeeded');
      expect(platform.weights('cart')).toEqual({ 'on-prem': 25, aws: 75 });
    });
  },
);

describe.each(databases.eachSupportedId())(
  'the migrations of what the version before left, %s',
  databaseId => {
    let knex: Knex;

    beforeEach(async () => {
      const platform = await startTestPlatform();
      knex = await databases.init(databaseId);
      await loadDump(knex, platform);
      await platform.close();
    });

    const migrations = {
      directory: resolvePackagePath(
        '@hybrid-platform/backstage-plugin-hybrid-backend',
        'migrations',
      ),
    };
    /** Takes back all but the first so many. */
    const backTo = async (count: number) => {
      for (;;) {
        const [done] = await knex.migrate.list(migrations);
        if (done.length === count) break;
        await knex.migrate.down(migrations);
      }
    };

    it('lose nothing on the way there and back', async () => {
      const before = await contents(knex);
      const [done] = await knex.migrate.list(migrations);
      await knex.migrate.latest(migrations);
      await backTo(done.length);
      expect(await contents(knex)).toEqual(before);
    });

    it('leave the history of shifts on the way to the first', async () => {
      const history = () =>
        knex('hybrid_shift_events')
          .select('shift_id', 'sequence', 'type')
          .orderBy(['shift_id', 'sequence']);
      const before = await history();
      await knex.migrate.latest(migrations);
      await backTo(1);
      expect(await history()).toEqual(before);
      expect(await knex('hybrid_idempotency_keys')).not.toEqual([]);
    });
  },
);

const TABLES = [
  'hybrid_shifts',
  'hybrid_shift_events',
  'hybrid_idempotency_keys',
  'hybrid_evacuations',
  'hybrid_evacuation_items',
  'hybrid_holds',
  'hybrid_answers',
  'hybrid_drifts',
];

/** The rows of each table, in whatever order. */
async function contents(knex: Knex): Promise<object> {
  const tables = await Promise.all(
    TABLES.map(async table => {
      const rows: object[] = await knex(table);
      expect(rows).not.toEqual([]);
      return [table, rows.map(inOrder).sort()];
    }),
  );
  return Object.fromEntries(tables);
}

function inOrder(row: object): string {
  return JSON.stringify(Object.entries(row).sort());
}
