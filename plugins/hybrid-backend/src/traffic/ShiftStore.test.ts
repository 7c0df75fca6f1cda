import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Plan } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { ShiftHistory } from './ShiftHistory';
import { ShiftStore, type NewShift } from './ShiftStore';

const migrations = resolvePackagePath(
  '@hybrid-platform/backstage-plugin-hybrid-backend',
  'migrations',
);

const databases = testDatabases();

const plan: Plan = {
  entityRef: 'component:default/cart',
  kind: 'failover',
  from: { 'on-prem': 40, aws: 60 },
  to: { 'on-prem': 0, aws: 100 },
  steps: [{ weights: { 'on-prem': 0, aws: 100 }, bakeSeconds: 0 }],
  rules: [],
  allowed: true,
  forceable: true,
  approvalRequired: false,
  evaluatedAt: '2026-11-22T12:00:00.000Z',
};

function newShift(changes: Partial<NewShift> = {}): NewShift {
  return {
    platform: 'shop',
    service: 'cart',
    plan,
    reason: 'a reason',
    requestedBy: 'user:default/owner',
    idempotencyKey: 'key-1',
    requestHash: 'hash-1',
    lease: { owner: 'process-1', expiresAt: 0 },
    ...changes,
  };
}

describe.each(databases.eachSupportedId())('the store on %s', databaseId => {
  let knex: Knex;
  let store: ShiftStore;
  let history: ShiftHistory;
  let now: Date;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
  });

  beforeEach(async () => {
    await knex.migrate.latest({ directory: migrations });
    now = new Date('2026-11-22T12:00:00.000Z');
    store = new ShiftStore(knex, () => now);
    history = new ShiftHistory(knex);
  });

  afterEach(async () => {
    await knex.migrate.rollback({ directory: migrations }, true);
  });

  /** Creates a shift, and ends it as `succeeded` unless told to leave it under way. */
  const make = async (changes: Partial<NewShift> = {}, finish = true) => {
    const { id, result } = await store.create(newShift(changes));
    expect(result).toBe('created');
    if (finish) {
      await store.advance(id, 'running');
      await store.advance(id, 'verifying');
      await store.end(
        id,
        { state: 'succeeded', recoveryTimeSeconds: 12.5 },
        { type: 'succeeded', message: 'done' },
      );
    }
    return id;
  };

  it('leaves nothing behind when its migration is rolled back', async () => {
    await knex.migrate.rollback({ directory: migrations }, true);
    for (const table of [
      'hybrid_shifts',
      'hybrid_shift_events',
      'hybrid_idempotency_keys',
    ]) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
    await knex.migrate.latest({ directory: migrations });
  });

  it('gives back what it was given', async () => {
    const id = await make();
    expect(await history.get(id)).toEqual({
      id,
      entityRef: 'component:default/cart',
      platform: 'shop',
      service: 'cart',
      kind: 'failover',
      state: 'succeeded',
      reason: 'a reason',
      requestedBy: 'user:default/owner',
      from: { 'on-prem': 40, aws: 60 },
      to: { 'on-prem': 0, aws: 100 },
      createdAt: '2026-11-22T12:00:00.000Z',
      endedAt: '2026-11-22T12:00:00.000Z',
      recoveryTimeSeconds: 12.5,
      plan,
      events: [
        expect.objectContaining({ sequence: 1, type: 'requested' }),
        expect.objectContaining({ sequence: 2, type: 'plan-evaluated' }),
        {
          sequence: 3,
          at: '2026-11-22T12:00:00.000Z',
          type: 'succeeded',
          message: 'done',
        },
      ],
    });
  });

  it('knows no shift that does not exist', async () => {
    expect(
      await history.get('00000000-0000-0000-0000-000000000000'),
    ).toBeUndefined();
  });

  it('lets one of many through that want the same service at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        store.create(newShift({ idempotencyKey: `key-${index}` })),
      ),
    );
    expect(results.map(({ result }) => result).sort()).toEqual([
      'created',
      ...Array(7).fill('service-taken'),
    ]);
    const { items } = await history.list('component:default/cart', {
      limit: 9,
    });
    expect(items).toHaveLength(1);
  });

  it('tells a key that was used from a service that is taken', async () => {
    await make();
    expect((await store.create(newShift())).result).toBe('key-taken');
    expect(await store.findByKey('user:default/owner', 'key-1')).toMatchObject({
      requestHash: 'hash-1',
    });
  });

  it('takes the same key from two callers', async () => {
    const first = await make();
    const second = await make({ requestedBy: 'user:default/another' });
    expect(second).not.toBe(first);
  });

  it('lets the next shift in when one has ended', async () => {
    await make();
    const next = await make({ idempotencyKey: 'key-2' }, false);
    expect((await history.active('shop', 'cart'))?.shift.id).toBe(next);
  });

  it('lets shifts of two services run side by side', async () => {
    await make({}, false);
    await make({ service: 'order', idempotencyKey: 'key-2' }, false);
    expect((await history.active('shop', 'cart'))?.shift.service).toBe('cart');
    expect((await history.active('shop', 'order'))?.shift.service).toBe(
      'order',
    );
  });

  it('refuses a change of state that the state machine does not have', async () => {
    const id = await make();
    await expect(store.advance(id, 'running')).rejects.toThrow(
      /cannot become running/,
    );
    await expect(
      store.end(
        id,
        { state: 'failed' },
        { type: 'failed', message: 'too late' },
      ),
    ).rejects.toThrow(/cannot become failed/);
    expect((await history.get(id))?.events).toHaveLength(3);
  });

  it('pages through shifts that were made at the same millisecond', async () => {
    const ids = new Set<string>();
    for (let index = 0; index < 5; index++) {
      ids.add(await make({ idempotencyKey: `key-${index}` }));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await history.list(plan.entityRef, { limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(ids);
  });

  it('refuses a cursor that it did not give out', async () => {
    await expect(
      history.list(plan.entityRef, { limit: 2, cursor: 'nonsense' }),
    ).rejects.toThrow(/cursor/);
  });

  it('tells each service’s active, last and settled shift', async () => {
    await make();
    now = new Date('2026-11-22T12:01:00.000Z');
    const failed = await make({ idempotencyKey: 'key-2' }, false);
    await store.end(
      failed,
      { state: 'failed' },
      { type: 'failed', message: 'AWS did not answer' },
    );
    now = new Date('2026-11-22T12:02:00.000Z');
    const active = await make({ idempotencyKey: 'key-3' }, false);
    await make({ service: 'order', idempotencyKey: 'key-4' }, false);

    const shifts = await history.shiftsOf('shop', ['cart', 'search']);

    expect([...shifts.keys()]).toEqual(['cart']);
    expect(shifts.get('cart')).toMatchObject({
      active: { id: active },
      last: { id: failed, state: 'failed' },
      settled: { 'on-prem': 0, aws: 100 },
    });
  });

  it('keeps the hold that a shift has on its rule, and forgets it', async () => {
    const id = await make({}, false);
    expect(await store.getHold(id)).toBeUndefined();
    const own = { value: '2026-11-22T12:05:00.000Z user:default/owner' };
    await store.setHold(id, own);
    expect(await store.getHold(id)).toEqual(own);
    expect((await history.active('shop', 'cart'))?.ownHold).toBe(own.value);
    expect(
      (await history.shiftsOf('shop', ['cart'])).get('cart')?.ownHolds,
    ).toEqual([own.value]);

    const before = '2026-11-22T12:01:00.000Z user:default/owner';
    await store.setHold(id, { ...own, before });
    expect(await store.getHold(id)).toEqual({ ...own, before });
    await store.setHold(id, undefined);
    expect(await store.getHold(id)).toBeUndefined();
  });

  it('lets one process claim an abandoned shift', async () => {
    const id = await make({}, false);
    expect((await store.abandoned()).map(shift => shift.id)).toEqual([id]);
    const expiresAt = now.getTime() + 1000;
    const claims = await Promise.all(
      ['process-2', 'process-3'].map(owner =>
        store.claim(id, { owner, expiresAt }),
      ),
    );
    expect(claims.sort()).toEqual([false, true]);
    expect(await store.abandoned()).toEqual([]);
    expect(await store.renewLease(id, { owner: 'process-1', expiresAt })).toBe(
      false,
    );
  });

  it('does not hold on to a shift that has ended', async () => {
    const id = await make();
    expect(
      await store.renewLease(id, { owner: 'process-1', expiresAt: 1 }),
    ).toBe(false);
    expect(await store.claim(id, { owner: 'process-2', expiresAt: 1 })).toBe(
      false,
    );
  });
});
