import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { keyed } from './idempotency';
import { IDEMPOTENCY, IdempotencyStore } from './IdempotencyStore';

const databases = testDatabases();

const SUBJECT = 'shop/task';
const REUSED = "The 'Idempotency-Key' header was used before";
const MONTH_MS = 31 * 24 * 60 * 60_000;

describe.each(databases.eachSupportedId())('the keys on %s', id => {
  let now: number;
  let knex: Knex;
  let store: IdempotencyStore;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@hybrid-platform/backstage-plugin-hybrid-backend',
        'migrations',
      ),
    });
    now = Date.parse('2026-11-22T12:00:00Z');
    store = new IdempotencyStore(knex, 'replication', () => new Date(now));
  }, 60_000);

  const ask = (key: string, request: unknown = 'a request') =>
    keyed('user:default/mina', key, request);
  const begin = (key: string, subject = SUBJECT) =>
    store.begin(ask(key), subject);
  /** The database's clock has so much less to go until leases end. */
  const pass = (ms: number) =>
    knex(IDEMPOTENCY).update({
      expires_at: knex.raw('expires_at - ?', [ms]),
    });

  describe('of what is started in the database', () => {
    it('find it again, for ever', async () => {
      const shifts = new IdempotencyStore(knex, 'shift', () => new Date(now));
      expect(await shifts.find(ask('a'))).toBeUndefined();
      await shifts.note(knex, ask('a'), 'an-id');
      now += MONTH_MS;
      await begin('b');
      expect(await shifts.find(ask('a'))).toBe('an-id');
      await expect(shifts.find(ask('a', 'another'))).rejects.toThrow(REUSED);
    });

    it('are noted with it or not at all', async () => {
      await knex
        .transaction(async tx => {
          await store.note(tx, ask('a'), 'an-id');
          throw new Error('what was to be started failed');
        })
        .catch(() => {});
      expect(await store.find(ask('a'))).toBeUndefined();
    });

    it('are taken once', async () => {
      await store.note(knex, ask('a'), 'an-id');
      await expect(store.note(knex, ask('a'), 'another')).rejects.toThrow();
    });

    it('of callers and kinds are kept apart', async () => {
      await store.note(knex, ask('a'), 'an-id');
      const others = new IdempotencyStore(knex, 'shift', () => new Date(now));
      await others.note(knex, ask('a', 'another'), 'of another kind');
      const theirs = keyed('user:default/jonas', 'a', 'another');
      await store.note(knex, theirs, 'theirs');
      expect(await store.find(ask('a'))).toBe('an-id');
    });
  });

  describe('of actions', () => {
    it('answer the same request with what the first led to', async () => {
      expect(await begin('a')).toEqual({ is: 'begun', inDoubt: false });
      await store.finish(ask('a'), { message: 'done' });
      expect(await begin('a')).toEqual({
        is: 'answered',
        answer: { message: 'done' },
      });
    });

    it('tell another request, and keep callers apart', async () => {
      await begin('a');
      await store.finish(ask('a'), 1);
      await expect(
        store.begin(ask('a', 'another request'), SUBJECT),
      ).rejects.toThrow(REUSED);
      expect(
        await store.begin(keyed('user:default/jonas', 'a', 'one'), SUBJECT),
      ).toEqual({ is: 'begun', inDoubt: false });
    });

    it('let one be under way per subject', async () => {
      await begin('a');
      expect(await begin('b')).toEqual({ is: 'busy' });
      expect(await begin('a')).toEqual({ is: 'busy' });
      expect(await begin('c', 'shop/other')).toEqual({
        is: 'begun',
        inDoubt: false,
      });
      await store.finish(ask('a'), 1);
      expect(await begin('b')).toEqual({ is: 'begun', inDoubt: false });
    });

    it('let only one of many at a time begin', async () => {
      const begun = await Promise.all(
        ['a', 'b', 'c', 'd', 'a'].map(k => begin(k)),
      );
      expect(begun.filter(({ is }) => is === 'begun')).toHaveLength(1);
    });

    it('forget what was not done, and doubt what may have been', async () => {
      await begin('a');
      await store.giveUp(ask('a'), { inDoubt: false });
      expect(await begin('a')).toEqual({ is: 'begun', inDoubt: false });
      await store.giveUp(ask('a'), { inDoubt: true });
      expect(await begin('a')).toEqual({ is: 'begun', inDoubt: true });
    });

    it('are taken over from a process that is gone', async () => {
      await begin('a');
      await pass(60_000);
      expect(await begin('b')).toEqual({ is: 'busy' });
      await pass(61_000);
      expect(await begin('b')).toEqual({ is: 'begun', inDoubt: false });
      await store.finish(ask('b'), 1);
      expect(await begin('a')).toEqual({ is: 'begun', inDoubt: true });
    });

    it('are not taken over because the clock of a process is wrong', async () => {
      await begin('a');
      now += MONTH_MS / 2;
      expect(await begin('b')).toEqual({ is: 'busy' });
    });

    it('forget answers after a month', async () => {
      await begin('a');
      await store.finish(ask('a'), 1);
      now += MONTH_MS;
      await begin('b');
      await store.finish(ask('b'), 2);
      expect(await begin('a')).toEqual({ is: 'begun', inDoubt: false });
    });
  });
});
