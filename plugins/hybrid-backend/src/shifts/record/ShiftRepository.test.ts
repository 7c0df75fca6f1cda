import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Plan } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { testDatabases } from '../../__testUtils__/databases';
import { LeaseLost } from '../../durable/LeaseLost';
import { systemClock } from '../../durable/retry';
import { ShiftLeases } from './ShiftLeases';
import { LeasedShift } from './LeasedShift';
import { EVENTS } from './rows';
import { ShiftRepository, type NewShift } from './ShiftRepository';

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
    lease: { owner: 'process-1', forMs: -1000 },
    ...changes,
  };
}

describe.each(databases.eachSupportedId())('the store on %s', databaseId => {
  let knex: Knex;
  let repository: ShiftRepository;
  let leases: ShiftLeases;
  let now: Date;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
  });

  beforeEach(async () => {
    await knex.migrate.latest({ directory: migrations });
    now = new Date('2026-11-22T12:00:00.000Z');
    repository = new ShiftRepository(knex, () => now);
    leases = new ShiftLeases(knex);
  });

  afterEach(async () => {
    await knex.migrate.rollback({ directory: migrations }, true);
  });

  const leased = async (id: string, owner = 'process-1') =>
    new LeasedShift((await repository.load(id))!, {
      knex,
      lease: { owner, forMs: 1000 },
      clock: { ...systemClock, now: () => now },
      signal: new AbortController().signal,
      retryForMs: 0,
    });

  /** Creates a shift, and ends it as `succeeded` unless told to leave it under way. */
  const make = async (changes: Partial<NewShift> = {}, finish = true) => {
    const { id, result } = await repository.create(newShift(changes));
    expect(result).toBe('created');
    if (finish) {
      await (await leased(id)).save({ state: 'running', step: 1 });
      await (await leased(id)).save({ state: 'verifying' });
      await (
        await leased(id)
      ).end(
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
      'hybrid_idempotency',
    ]) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
    await knex.migrate.latest({ directory: migrations });
  });

  it('gives back the record that it has written', async () => {
    for (const approvalUntil of [undefined, '2026-11-22T13:00:00.000Z']) {
      const created = await repository.create(
        newShift({
          service: approvalUntil ? 'order' : 'cart',
          idempotencyKey: `${approvalUntil}`,
          forced: ['not-held'],
          approvalUntil,
        }),
      );
      expect(created).toEqual({
        id: created.id,
        result: 'created',
        record: await repository.load(created.id),
      });
    }
  });

  it('reads a shift as of one moment, though it ends meanwhile', async () => {
    const id = await make({}, false);
    const lease = await leased(id);
    let ended: Promise<void> | undefined;
    const end = () => {
      ended ??= lease.end(
        { state: 'failed' },
        { type: 'failed', message: 'it failed' },
      );
      // Where there is but one connection, it ends after the read.
      return Promise.race([
        ended,
        systemClock.sleep(200, new AbortController().signal),
      ]);
    };
    const reader = new ShiftRepository(beforeEvents(knex, end), () => now);
    const before = (await reader.get(id))!;
    await ended;
    const after = (await repository.get(id))!;
    expect([before.state, before.events.at(-1)?.type]).toEqual([
      'planned',
      'plan-evaluated',
    ]);
    expect([after.state, after.events.at(-1)?.type]).toEqual([
      'failed',
      'failed',
    ]);
  });

  it('gives back what it was given', async () => {
    const id = await make();
    expect(await repository.get(id)).toEqual({
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
      await repository.get('00000000-0000-0000-0000-000000000000'),
    ).toBeUndefined();
  });

  it('lets one of many through that want the same service at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        repository.create(newShift({ idempotencyKey: `key-${index}` })),
      ),
    );
    expect(results.map(({ result }) => result).sort()).toEqual([
      'created',
      ...Array(7).fill('service-taken'),
    ]);
    const { items } = await repository.list('component:default/cart', {
      limit: 9,
    });
    expect(items).toHaveLength(1);
  });

  it('tells a key that was used from a service that is taken', async () => {
    const id = await make();
    expect(await repository.create(newShift())).toEqual({
      id,
      result: 'key-taken',
    });
    expect(await repository.findByKey(newShift())).toBe(id);
    const another = newShift({ requestHash: 'hash-2' });
    const refusal = "The 'Idempotency-Key' header was used before";
    await expect(repository.findByKey(another)).rejects.toThrow(refusal);
    await expect(repository.create(another)).rejects.toThrow(refusal);
  });

  it('takes the same key from two callers', async () => {
    const first = await make();
    const second = await make({ requestedBy: 'user:default/another' });
    expect(second).not.toBe(first);
  });

  it('lets the next shift in when one has ended', async () => {
    await make();
    const next = await make({ idempotencyKey: 'key-2' }, false);
    expect((await repository.active('shop', 'cart'))?.shift.id).toBe(next);
  });

  it('lets shifts of two services run side by side', async () => {
    await make({}, false);
    await make({ service: 'order', idempotencyKey: 'key-2' }, false);
    expect((await repository.active('shop', 'cart'))?.shift.service).toBe(
      'cart',
    );
    expect((await repository.active('shop', 'order'))?.shift.service).toBe(
      'order',
    );
  });

  it('refuses a change of state that the state machine does not have', async () => {
    const id = await make({}, false);
    await expect(
      (
        await leased(id)
      ).end(
        { state: 'succeeded' },
        { type: 'succeeded', message: 'too early' },
      ),
    ).rejects.toThrow(/is planned and cannot become succeeded/);
    expect((await repository.get(id))?.events).toHaveLength(2);
  });

  it('lets nobody write of a shift that has ended', async () => {
    const id = await make();
    await expect(
      (await leased(id)).append({ type: 'rule-read', message: 'too late' }),
    ).rejects.toThrow(LeaseLost);
    expect((await repository.get(id))?.events).toHaveLength(3);
  });

  it('lets nobody write of a shift that another process has taken, and says so', async () => {
    const id = await make({}, false);
    await leases.claim(id, { owner: 'process-2', forMs: 1000 });
    const before = await repository.get(id);
    const late = await leased(id, 'process-1');
    await expect(
      late.append({ type: 'rule-read', message: 'x' }, { state: 'running' }),
    ).rejects.toThrow(LeaseLost);
    await expect(late.save({ state: 'running' })).rejects.toThrow(LeaseLost);
    await expect(late.fence()).rejects.toThrow(LeaseLost);
    await expect(
      late.end({ state: 'failed' }, { type: 'failed', message: 'x' }),
    ).rejects.toThrow(LeaseLost);
    expect(await repository.get(id)).toEqual(before);
    await (await leased(id, 'process-2')).fence();
  });

  it('writes an event and its change together, or neither', async () => {
    const id = await make({}, false);
    await expect(
      (
        await leased(id)
      ).append(
        { type: 'verified', message: 'x' },
        { state: 'succeeded', step: 7 },
      ),
    ).rejects.toThrow(/cannot become/);
    const record = await repository.load(id);
    expect(record?.shift.events).toHaveLength(2);
    expect(record?.shift.progress).toBeUndefined();
  });

  it('gives events of a runner and of others their places one after another', async () => {
    const id = await make({}, false);
    await Promise.all(
      Array.from({ length: 6 }, async (_, index) =>
        index % 2
          ? (
              await leased(id)
            ).append({ type: 'rule-read', message: `${index}` })
          : repository.addEvent(id, { type: 'rule-read', message: `${index}` }),
      ),
    );
    const events = (await repository.get(id))!.events;
    expect(events.map(({ sequence }) => sequence)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
  });

  it('keeps what a shift needs that another process goes on with', async () => {
    const id = await make(
      {
        forced: ['cooldown'],
        evacuationId: '11111111-2222-3333-4444-555555555555',
      },
      false,
    );
    const until = '2026-11-22T12:10:00.000Z';
    const verifiedAt = '2026-11-22T12:01:00.000Z';
    await (
      await leased(id)
    ).append(
      { type: 'step-started', step: 1, message: 'Step 1' },
      { state: 'running', step: 1 },
    );
    await (
      await leased(id)
    ).save({ until, verifiedAt, automationBefore: 'noted' });
    await repository.requestAbort(
      id,
      { mode: 'stop', by: 'user:default/else' },
      { type: 'abort-requested', message: 'stop' },
    );
    const record = (await repository.load(id))!;
    expect(record).toMatchObject({
      leaseOwner: 'process-1',
      until,
      verifiedAt,
      automationBefore: 'noted',
      abort: { mode: 'stop', by: 'user:default/else' },
      shift: {
        state: 'running',
        aborting: true,
        progress: { step: 1, steps: 1, until },
        forced: ['cooldown'],
        evacuationId: '11111111-2222-3333-4444-555555555555',
      },
    });
    expect(record.shift.events[2].step).toBe(1);
    await (
      await leased(id)
    ).end({ state: 'aborted' }, { type: 'aborted', message: 'stopped' });
    const ended = (await repository.get(id))!;
    expect(ended.progress).toBeUndefined();
    expect(ended.aborting).toBeUndefined();
  });

  it('notes an abort once, and more of it, but not less', async () => {
    const id = await make({}, false);
    const ask = (mode: 'stop' | 'roll-back') =>
      repository.requestAbort(
        id,
        { mode, by: 'user:default/else' },
        { type: 'abort-requested', message: mode },
      );
    expect(await ask('stop')).toBe(true);
    expect(await ask('stop')).toBe(true);
    expect(await ask('roll-back')).toBe(true);
    expect(await ask('stop')).toBe(true);
    const record = (await repository.load(id))!;
    expect(record.abort?.mode).toBe('roll-back');
    expect(record.shift.events.slice(2).map(({ message }) => message)).toEqual([
      'stop',
      'roll-back',
    ]);
    await (
      await leased(id)
    ).end({ state: 'failed' }, { type: 'failed', message: 'over' });
    expect(await ask('roll-back')).toBe(false);
  });

  it('keeps a shift that awaits its approval from every process', async () => {
    const approvalUntil = '2026-11-22T12:30:00.000Z';
    const id = await make({ approvalUntil }, false);
    expect(await leases.claimable()).toEqual([]);
    const { state, approval, events } = (await repository.get(id))!;
    expect([state, approval]).toEqual([
      'awaiting-approval',
      { until: approvalUntil },
    ]);
    expect(events[2].type).toBe('approval-requested');
    const end = () =>
      repository.endUnclaimed(
        id,
        { state: 'aborted' },
        { type: 'aborted', message: 'never mind' },
      );
    expect(await end()).toBe(true);
    expect(await end()).toBe(false);
    expect((await repository.get(id))?.state).toBe('aborted');
  });

  it('does not end as unclaimed what a process carries out', async () => {
    const id = await make({}, false);
    expect(
      await repository.endUnclaimed(
        id,
        { state: 'aborted' },
        { type: 'aborted', message: 'no' },
      ),
    ).toBe(false);
    expect((await repository.get(id))?.state).toBe('planned');
  });

  it('pages through shifts that were made at the same millisecond', async () => {
    const ids = new Set<string>();
    for (let index = 0; index < 5; index++) {
      ids.add(await make({ idempotencyKey: `key-${index}` }));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await repository.list(plan.entityRef, { limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(ids);
  });

  it('refuses a cursor that it did not give out', async () => {
    await expect(
      repository.list(plan.entityRef, { limit: 2, cursor: 'nonsense' }),
    ).rejects.toThrow(/cursor/);
  });

  it('tells each service’s active, last and settled shift', async () => {
    await make();
    now = new Date('2026-11-22T12:01:00.000Z');
    const failed = await make({ idempotencyKey: 'key-2' }, false);
    await (
      await leased(failed)
    ).end(
      { state: 'failed' },
      { type: 'failed', message: 'AWS did not answer' },
    );
    now = new Date('2026-11-22T12:02:00.000Z');
    const active = await make({ idempotencyKey: 'key-3' }, false);
    await make({ service: 'order', idempotencyKey: 'key-4' }, false);

    const shifts = await repository.shiftsOf('shop', ['cart', 'search']);

    expect([...shifts.keys()]).toEqual(['cart']);
    expect(shifts.get('cart')).toMatchObject({
      active: { id: active },
      last: { id: failed, state: 'failed' },
      settled: { 'on-prem': 0, aws: 100 },
    });
  });

  it('keeps the hold that a shift has on its rule, and forgets it', async () => {
    const id = await make({}, false);
    const record = async () => (await repository.load(id))?.hold;
    expect(await record()).toBeUndefined();
    const hold = { value: '2026-11-22T12:05:00.000Z user:default/owner' };
    await (await leased(id)).save({ hold });
    expect(await record()).toEqual(hold);
    expect((await repository.active('shop', 'cart'))?.ownHold).toBe(hold.value);
    expect(
      (await repository.shiftsOf('shop', ['cart'])).get('cart')?.ownHolds,
    ).toEqual([hold.value]);

    const before = '2026-11-22T12:01:00.000Z user:default/owner';
    await (await leased(id)).save({ hold: { ...hold, before } });
    expect(await record()).toEqual({ ...hold, before });
    await (await leased(id)).save({ hold: null });
    expect(await record()).toBeUndefined();
  });

  it('lets one process claim a shift whose lease has run out', async () => {
    const id = await make({}, false);
    expect(await leases.claimable()).toEqual([{ id, hadOwner: true }]);
    const claims = await Promise.all(
      ['process-2', 'process-3'].map(owner =>
        leases.claim(id, { owner, forMs: 60_000 }),
      ),
    );
    expect(claims.sort()).toEqual([false, true]);
    expect(await leases.claimable()).toEqual([]);
    expect(await leases.renew(id, { owner: 'process-1', forMs: 1 })).toBe(
      false,
    );
  });

  it('goes by the database’s clock, whatever the processes’ clocks say', async () => {
    now = new Date('2001-01-01T00:00:00.000Z');
    const id = await make(
      { lease: { owner: 'process-1', forMs: 60_000 } },
      false,
    );
    now = new Date('2099-01-01T00:00:00.000Z');
    expect(await leases.claimable()).toEqual([]);
    await leases.release(id, 'process-2');
    expect(await leases.claimable()).toEqual([]);
    await leases.release(id, 'process-1');
    expect(await leases.claimable()).toEqual([{ id, hadOwner: true }]);
  });

  it('renews all leases of a process at once, and tells who has each', async () => {
    const a = await make({}, false);
    const b = await make(
      {
        service: 'order',
        idempotencyKey: 'key-2',
        lease: { owner: 'process-2', forMs: -1000 },
      },
      false,
    );
    await leases.renewAll(['process-1'], 60_000);
    expect((await leases.claimable()).map(({ id }) => id)).toEqual([b]);
    const standing = await leases.standing([a, b]);
    expect([...standing.values()].map(({ owner }) => owner).sort()).toEqual([
      'process-1',
      'process-2',
    ]);
  });

  it('does not hold on to a shift that has ended', async () => {
    const id = await make();
    expect(await leases.renew(id, { owner: 'process-1', forMs: 1 })).toBe(
      false,
    );
    expect(await leases.claim(id, { owner: 'process-2', forMs: 1 })).toBe(
      false,
    );
  });
});

/** A database in which something happens right before events are read in a transaction. */
function beforeEvents(knex: Knex, act: () => Promise<void>): Knex {
  const inTransaction = (tx: Knex.Transaction) =>
    new Proxy(tx, {
      apply(target, self, [table]) {
        const query = Reflect.apply(target, self, [table]);
        if (table !== EVENTS) return query;
        const then = query.then.bind(query);
        query.then = (...how: Parameters<typeof then>) =>
          act().then(() => then(...how));
        return query;
      },
    });
  return new Proxy(knex, {
    get: (target, name) =>
      name === 'transaction'
        ? (work: (tx: Knex.Transaction) => Promise<unknown>, how: object) =>
            target.transaction(tx => work(inTransaction(tx)), how)
        : Reflect.get(target, name),
  });
}
