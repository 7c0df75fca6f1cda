import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Plan } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { testDatabases } from '../../__testUtils__/databases';
import { LeaseLost } from '../../durable/LeaseLost';
import { LeasedShift } from './LeasedShift';
import { ShiftRepository } from './ShiftRepository';

const migrations = resolvePackagePath(
  '@hybrid-platform/backstage-plugin-hybrid-backend',
  'migrations',
);

describe('what a runner writes while the database fails', () => {
  const databases = testDatabases();
  let knex: Knex;
  let now: number;
  /** Whether a transaction fails, before or after it is committed. */
  let fails: () => 'before' | 'after' | undefined;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: migrations });
    now = Date.parse('2026-11-22T12:00:00.000Z');
    fails = () => undefined;
  });

  afterEach(() => knex.destroy());

  /** The database as it is seen through a connection that breaks. */
  const breaking = (): Knex =>
    new Proxy(knex, {
      get: (target, member, receiver) => {
        if (member !== 'transaction') {
          return Reflect.get(target, member, receiver);
        }
        return async (work: (tx: Knex.Transaction) => Promise<unknown>) => {
          const when = fails();
          const gone = new Error('Connection terminated unexpectedly');
          if (when === 'before') throw gone;
          const result = await target.transaction(work);
          if (when === 'after') throw gone;
          return result;
        };
      },
    });

  const setUp = async () => {
    const repository = new ShiftRepository(knex, () => new Date(now));
    const weights = { 'on-prem': 0, aws: 100 };
    const { id } = await repository.create({
      platform: 'shop',
      service: 'cart',
      plan: {
        entityRef: 'component:default/cart',
        kind: 'failover',
        from: { 'on-prem': 40, aws: 60 },
        to: weights,
        steps: [{ weights, bakeSeconds: 0 }],
        rules: [],
      } as unknown as Plan,
      reason: 'a reason',
      requestedBy: 'user:default/owner',
      idempotencyKey: 'key',
      requestHash: 'hash',
      lease: { owner: 'process-1', forMs: 30_000 },
    });
    const leased = new LeasedShift((await repository.load(id))!, {
      knex: breaking(),
      lease: { owner: 'process-1', forMs: 30_000 },
      clock: {
        now: () => new Date(now),
        sleep: async ms => {
          now += ms;
        },
      },
      signal: new AbortController().signal,
      retryForMs: 90_000,
    });
    const types = async () =>
      (await repository.load(id))!.shift.events.map(({ type }) => type);
    return { leased, types, repository, id };
  };

  const WRITTEN = { type: 'weights-written' as const, message: 'accepted' };

  it('is not lost when it is down for half a minute', async () => {
    const { leased, types } = await setUp();
    const back = now + 30_000;
    fails = () => (now < back ? 'before' : undefined);
    await leased.append(WRITTEN, { state: 'running', step: 1 });
    expect(await types()).toEqual([
      'requested',
      'plan-evaluated',
      'weights-written',
    ]);
    expect(now).toBeLessThan(back + 2_500);
  });

  it('is written once when the answer to the commit is lost', async () => {
    const { leased, types } = await setUp();
    let times = 0;
    fails = () => (times++ === 0 ? 'after' : undefined);
    await leased.append(WRITTEN, { state: 'running' });
    expect(await types()).toEqual([
      'requested',
      'plan-evaluated',
      'weights-written',
    ]);
  });

  it('ends a shift once when the answer to that is lost', async () => {
    const { leased, repository, id } = await setUp();
    let times = 0;
    fails = () => (times++ === 0 ? 'after' : undefined);
    await leased.end(
      { state: 'failed' },
      { type: 'failed', message: 'it failed' },
    );
    const { shift } = (await repository.load(id))!;
    expect(shift.state).toBe('failed');
    expect(shift.events.filter(({ type }) => type === 'failed')).toHaveLength(
      1,
    );
  });

  it('makes the runner let go when it does not come back, so that another goes on', async () => {
    const { leased, types } = await setUp();
    const began = now;
    fails = () => 'before';
    await expect(leased.append(WRITTEN)).rejects.toThrow(LeaseLost);
    expect(now - began).toBeGreaterThanOrEqual(60_000);
    expect(now - began).toBeLessThanOrEqual(90_000);
    expect(await types()).toHaveLength(2);
  });

  it('is not tried again when it can never succeed', async () => {
    const { leased } = await setUp();
    const began = now;
    await expect(leased.save({ state: 'succeeded' })).rejects.toThrow(
      /cannot become succeeded/,
    );
    expect(now).toBe(began);
  });
});
