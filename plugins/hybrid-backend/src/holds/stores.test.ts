import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { recordShift } from '../__testUtils__/pastShifts';
import {
  ReadinessStore,
  type ServiceReadiness,
} from '../readiness/ReadinessStore';
import { ShiftRepository } from '../shifts/record/ShiftRepository';
import { HoldStore, type NewHold } from './HoldStore';

const migrations = resolvePackagePath(
  '@hybrid-platform/backstage-plugin-hybrid-backend',
  'migrations',
);
const databases = testDatabases();

const OWNER = 'user:default/owner';
const UNTIL = '2026-11-22T13:00:00.000Z';
const hold = (changes: Partial<NewHold> = {}): NewHold => ({
  platform: 'shop',
  service: 'cart',
  entity_ref: 'component:default/cart',
  held_by: OWNER,
  reason: 'a reason',
  tag: `${UNTIL} ${OWNER}`,
  until: UNTIL,
  ...changes,
});

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  let knex: Knex;
  let now: Date;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
  });

  beforeEach(async () => {
    await knex.migrate.latest({ directory: migrations });
    now = new Date('2026-11-22T12:00:00.000Z');
  });

  afterEach(() => knex.migrate.rollback({ directory: migrations }, true));

  describe('the store of holds', () => {
    const store = () => new HoldStore(knex, () => now);

    it('lets one of those who are equally fast have the hold', async () => {
      const taken = await Promise.all(
        ['a', 'b', 'c', 'd'].map(name =>
          store().take(hold({ held_by: name }), undefined, 'replaced'),
        ),
      );
      const winners = taken.filter(row => row !== undefined);
      expect(winners).toHaveLength(1);
      expect((await store().active('shop', 'cart'))?.id).toBe(winners[0].id);
    });

    it('replaces a hold, or takes the replacement back, all or nothing', async () => {
      const first = (await store().take(hold(), undefined, 'replaced'))!;
      now = new Date('2026-11-22T12:10:00.000Z');
      const before = (await store().active('shop', 'cart'))!;
      const second = (await store().take(
        hold({ reason: 'longer' }),
        before,
        'replaced',
      ))!;
      expect(second.since).toBe(first.since);
      expect((await store().active('shop', 'cart'))?.reason).toBe('longer');
      await store().undo(second, before);
      expect(await store().active('shop', 'cart')).toEqual(before);
    });

    it('does not take back what has expired meanwhile', async () => {
      await store().take(hold(), undefined, 'replaced');
      const before = (await store().active('shop', 'cart'))!;
      const second = (await store().take(hold(), before, 'replaced'))!;
      now = new Date('2026-11-22T13:00:00.000Z');
      await store().undo(second, before);
      expect(await store().active('shop', 'cart')).toBeUndefined();
    });

    it('ends a hold once', async () => {
      const { id } = (await store().take(hold(), undefined, 'replaced'))!;
      await store().end(id, 'released', OWNER);
      await store().end(id, 'expired');
      const [row] = await knex('hybrid_holds');
      expect([row.ended_how, row.ended_by]).toEqual(['released', OWNER]);
      expect(await store().allActive({ platform: 'shop' })).toEqual([]);
    });
  });

  describe('the store of readiness', () => {
    const store = () =>
      new ReadinessStore(knex, new ShiftRepository(knex, () => now));
    const readiness = (ready: boolean): ServiceReadiness => {
      const site = { ready, failed: [], checkedAt: now.toISOString() };
      return { 'on-prem': site, aws: { ...site, ready: true } };
    };

    it('keeps the last answer of each service', async () => {
      await store().set('shop', 'cart', readiness(true));
      await store().set('shop', 'cart', readiness(false));
      await store().set('other', 'cart', readiness(true));
      await store().set('shop', 'order', readiness(true));
      expect(await store().get({ platform: 'shop' })).toEqual(
        new Map([
          ['cart', readiness(false)],
          ['order', readiness(true)],
        ]),
      );
      expect([
        ...(await store().get({ platform: 'shop', service: 'order' })).keys(),
      ]).toEqual(['order']);
    });

    it('forgets services that are gone, and no other platform’s', async () => {
      await store().set('shop', 'cart', readiness(true));
      await store().set('shop', 'order', readiness(true));
      await store().set('other', 'order', readiness(true));
      await store().keepOnly('shop', ['cart']);
      expect([...(await store().get({ platform: 'shop' })).keys()]).toEqual([
        'cart',
      ]);
      expect((await store().get({ platform: 'other' })).size).toBe(1);
    });

    it('knows when something last happened to a service', async () => {
      await recordShift(knex, { ended_at: '2026-11-22T11:00:00.000Z' });
      await recordShift(knex, { ended_at: '2026-11-22T11:30:00.000Z' });
      await recordShift(knex, { service: 'order', ended_at: null });
      await new HoldStore(knex, () => now).take(
        hold({ service: 'search' }),
        undefined,
        'replaced',
      );
      expect(await store().lastChanged('shop')).toEqual(
        new Map([
          ['cart', '2026-11-22T11:30:00.000Z'],
          ['search', now.toISOString()],
        ]),
      );
    });
  });

  it('finds the last shift of each service that wrote weights', async () => {
    const wrote = [{ type: 'weights-written', message: 'written' }];
    const at = (minute: number) => `2026-11-22T11:${minute}:00.000Z`;
    await recordShift(knex, { ended_at: at(10) }, wrote);
    const last = await recordShift(knex, { ended_at: at(20) }, wrote);
    await recordShift(knex, { ended_at: at(30), state: 'failed' });
    await recordShift(knex, { service: 'order', ended_at: at(10) }, wrote);
    await recordShift(knex, { platform: 'other', ended_at: at(40) }, wrote);
    const changes = (since: string, service?: string) =>
      new ShiftRepository(knex, () => now).lastChanges(
        { platform: 'shop', ...(service && { service }) },
        new Date(since),
      );
    expect((await changes(at(15), 'cart')).get('cart')?.id).toBe(last);
    expect([...(await changes(at(15))).keys()]).toEqual(['cart']);
    expect([...(await changes('2026-11-22T11:00:00.000Z')).keys()]).toEqual(
      expect.arrayContaining(['cart', 'order']),
    );
    expect(await changes(at(25), 'cart')).toEqual(new Map());
  });

  describe('the store of approvals', () => {
    const store = () => new ShiftRepository(knex, () => now);
    const waiting = (until: string) =>
      recordShift(knex, {
        state: 'awaiting-approval',
        active_key: 'shop/cart',
        ended_at: null,
        approval_until: until,
      });
    const problem = {
      code: 'approval-rejected' as const,
      message: 'no',
      remedy: 'ask',
    };
    const approved = { type: 'approved' as const, message: 'yes' };
    const rejected = { type: 'rejected' as const, message: 'no' };

    it('counts the first decision, whichever it is', async () => {
      const id = await waiting(UNTIL);
      const decisions = await Promise.all([
        store().decide(id, { decision: 'approved', by: 'a', event: approved }),
        store().decide(id, {
          decision: 'rejected',
          by: 'b',
          problem,
          event: rejected,
        }),
        store().decide(id, { decision: 'approved', by: 'c', event: approved }),
        store().decide(id, {
          decision: 'rejected',
          by: 'd',
          problem,
          event: rejected,
        }),
      ]);
      expect(decisions.filter(Boolean)).toHaveLength(1);
      const [row] = await knex('hybrid_shifts').where({ id });
      expect(row.approval_by).toBe('abcd'[decisions.indexOf(true)]);
      expect(row.state).toBe(
        row.approval_decision === 'approved' ? 'awaiting-approval' : 'aborted',
      );
    });

    it('neither approves what has expired nor expires what still waits', async () => {
      const id = await waiting(UNTIL);
      expect(await store().expiredApprovals()).toEqual([]);
      expect(await store().decide(id, { decision: 'expired', problem })).toBe(
        false,
      );
      now = new Date(UNTIL);
      expect(
        await store().decide(id, {
          decision: 'approved',
          by: 'a',
          event: approved,
        }),
      ).toBe(false);
      expect(await store().expiredApprovals()).toEqual([id]);
      expect(await store().decide(id, { decision: 'expired', problem })).toBe(
        true,
      );
      expect(await store().expiredApprovals()).toEqual([]);
      const [row] = await knex('hybrid_shifts').where({ id });
      expect([row.state, row.active_key]).toEqual(['aborted', null]);
    });
  });
});
