import {
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { withPlatform } from '../__testUtils__/withBackend';
import { startBackend, type TestBackend } from '../__testUtils__/backend';
import { testDatabases } from '../__testUtils__/databases';

const CART = '/services/default/component/cart';

/** The verification takes as long as the test lets it. */
const SLOW = {
  ...SHOP_CONFIG,
  shift: {
    ...SHOP_CONFIG.shift,
    lease: { seconds: 3 },
    verify: { interval: { milliseconds: 10 }, timeout: { seconds: 20 } },
  },
};

// A busy machine starts a backend slowly.
jest.setTimeout(30_000);

describe('a shift that its backend left under way', () => {
  const databases = testDatabases();
  const platform = withPlatform({ each: true });

  const shiftOf = async (backend: TestBackend, id: string) =>
    (await backend.get(`${CART}/shifts/${id}`)).body as Shift;

  /** Starts a shift that is verifying, and stays so while the new site is unhealthy. */
  const startVerifying = async (backend: TestBackend): Promise<string> => {
    platform.onCall(operation => {
      if (operation === 'ModifyRule') platform.setHealthy('cart', 'aws', 0);
    });
    const { body } = await backend.post(
      `${CART}/shifts`,
      { kind: 'failover', to: 'aws', reason: 'soon interrupted' },
      { 'Idempotency-Key': randomUUID() },
    );
    await until(
      () => shiftOf(backend, body.id),
      ({ state }) => state === 'verifying',
    );
    return body.id;
  };

  it.each(databases.eachSupportedId())(
    'is carried on by the next one, which repeats nothing (%s)',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const first = await startBackend({ knex, hybrid: SLOW });
      const id = await startVerifying(first);
      await first.stop();
      const hold = platform.ruleTag('cart', HYBRID_TAGS.hold);
      expect(hold).toContain('user:default/owner');
      platform.setHealthy('cart', 'aws', 3);
      platform.forget();

      const second = await startBackend({ knex, hybrid: SLOW });
      const ended = await until(
        () => shiftOf(second, id),
        ({ endedAt }) => endedAt !== undefined,
      );

      expect(ended.state).toBe('succeeded');
      expect(ended.events.map(({ type }) => type)).toEqual([
        'requested',
        'plan-evaluated',
        'rule-read',
        'weights-written',
        'weights-confirmed',
        'taken-over',
        'verified',
        'succeeded',
      ]);
      expect(ended.events[5].message).toBe(
        'The process that carried the shift out is gone, so another goes on: the weights are confirmed and to be verified. The rule has the weights on-prem 0, aws 100.',
      );
      expect(platform.calls()).not.toContain('ModifyRule');
      expect(platform.ruleTag('cart', HYBRID_TAGS.hold)).toBeUndefined();
      expect(second.audits).toEqual([
        {
          eventId: 'traffic-shift',
          outcome: 'success',
          meta: { shiftId: id, state: 'succeeded' },
        },
      ]);
      await second.stop();
    },
    20_000,
  );

  it('is taken from a process that does not renew its lease, which then stops', async () => {
    const knex = await databases.init('SQLITE_3');
    const first = await startBackend({ knex, hybrid: SLOW });
    const id = await startVerifying(first);
    await takeFrom(knex, id);
    platform.setHealthy('cart', 'aws', 3);
    // The other one, which is this test, does nothing; nor does the first any more.
    await until(
      async () => {
        platform.forget();
        await new Promise(resolve => setTimeout(resolve, 100));
        return platform.calls();
      },
      calls => calls.length === 0,
    );
    const { state, events } = await shiftOf(first, id);
    expect([state, events.at(-1)!.type]).toEqual([
      'verifying',
      'weights-confirmed',
    ]);
    expect(platform.ruleTag('cart', HYBRID_TAGS.hold)).toBeDefined();
    await first.stop();
  });

  it('ends when it can never go on, and says why', async () => {
    const knex = await databases.init('SQLITE_3');
    const first = await startBackend({ knex, hybrid: SLOW });
    const id = await startVerifying(first);
    await first.stop();
    platform.setRuleTag('cart', HYBRID_TAGS.entity, 'component:default/other');

    const second = await startBackend({ knex, hybrid: SLOW });
    await until(
      () => knex('hybrid_shifts').where({ id }).first(),
      ({ state }) => state === 'failed',
    );
    const { problem } = await shiftOf(second, id);
    expect(problem?.code).toBe('interrupted');
    expect(problem?.message).toContain(
      'The shift was verifying and cannot go on: The tag',
    );
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
    await second.stop();
  });

  it('goes on at a rule that a deployment has replaced meanwhile, whatever the index says', async () => {
    const knex = await databases.init('SQLITE_3');
    const first = await startBackend({ knex, hybrid: SLOW });
    const id = await startVerifying(first);
    await first.stop();
    platform.index({ lagSeconds: 60, keepDeleted: 1 });
    platform.replaceRule('cart');
    platform.setHealthy('cart', 'aws', 3);

    const second = await startBackend({ knex, hybrid: SLOW });
    const { state } = await until(
      () => shiftOf(second, id),
      ({ endedAt }) => endedAt !== undefined,
    );
    expect(state).toBe('succeeded');
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
    await second.stop();
  });

  it('ends when the rule is gone, and says so', async () => {
    const knex = await databases.init('SQLITE_3');
    const first = await startBackend({ knex, hybrid: SLOW });
    const id = await startVerifying(first);
    await first.stop();
    platform.index({ keepDeleted: 1 });
    platform.world.loadBalancing.rules.delete(platform.ruleArn('cart'));

    const second = await startBackend({ knex, hybrid: SLOW });
    await until(
      () => knex('hybrid_shifts').where({ id }).first(),
      ({ state }) => state === 'failed',
    );
    const row = await knex('hybrid_shifts').where({ id }).first();
    expect(JSON.parse(row.problem)).toMatchObject({
      code: 'interrupted',
      message: expect.stringContaining('does not know it any more'),
    });
    await second.stop();
  });

  it('by a stop in good order is left for the next one at once', async () => {
    const knex = await databases.init('SQLITE_3');
    const backend = await startBackend({ knex, hybrid: SLOW });
    await startVerifying(backend);
    await backend.stop();
    const [row] = await knex('hybrid_shifts').select();
    expect(row.state).toBe('verifying');
    expect(Number(row.lease_expires_at)).toBe(0);
  });
});

/** What another process does that found the lease run out. */
async function takeFrom(knex: Knex, id: string): Promise<void> {
  await knex('hybrid_shifts')
    .where({ id })
    .update({ lease_owner: 'another', lease_expires_at: 9_999_999_999_999 });
}
