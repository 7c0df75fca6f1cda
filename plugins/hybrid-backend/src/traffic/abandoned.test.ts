import { randomUUID } from 'node:crypto';
import { SHOP_CONFIG, startBackend } from '../__testUtils__/backend';
import { testDatabases } from '../__testUtils__/databases';
import {
  awsEnvironment,
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/platform';
import { until } from '../__testUtils__/until';

const CART = '/services/default/component/cart';

describe('a shift that its backend left under way', () => {
  const databases = testDatabases();
  let platform: TestPlatform;

  beforeEach(async () => {
    platform = await startTestPlatform();
    Object.assign(process.env, awsEnvironment(platform.url));
  });

  afterEach(() => platform.close());

  it.each(databases.eachSupportedId())(
    'is ended truthfully by the next one, and the service is free (%s)',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const first = await startBackend({ knex });
      // The gaining site is never found healthy, so the shift is still verifying.
      platform.onCall(operation => {
        if (operation === 'ModifyRule') {
          platform.setHealthy('cart', 'aws', 0);
          platform.onCall(other =>
            other === 'DescribeTargetHealth' ? { latencyMs: 5_000 } : undefined,
          );
        }
      });
      const { body: started } = await first.post(
        `${CART}/shifts`,
        { kind: 'failover', to: 'aws', reason: 'soon interrupted' },
        { 'Idempotency-Key': randomUUID() },
      );
      await until(
        async () => (await first.get(`${CART}/shifts/${started.id}`)).body,
        ({ state }) => state === 'verifying',
      );
      // The process dies: nobody renews the lease, which runs out.
      await knex('hybrid_shifts').update({
        lease_owner: 'dead',
        lease_expires_at: 1,
      });
      platform.onCall(undefined);

      const second = await startBackend({ knex, runTasks: true });
      const { body: ended } = await until(
        () => second.get(`${CART}/shifts/${started.id}`),
        ({ body }) => body.endedAt !== undefined,
      );

      expect(ended.state).toBe('failed');
      expect(ended.problem.code).toBe('interrupted');
      expect(ended.problem.message).toBe(
        'The backend stopped while the shift was verifying. The rule now has on-prem 0, aws 100; the shift was to set on-prem 0, aws 100.',
      );
      platform.setHealthy('cart', 'aws', 3);
      const { status } = await second.post(
        `${CART}/shifts`,
        { kind: 'reset', reason: 'next' },
        { 'Idempotency-Key': randomUUID() },
      );
      expect(status).toBe(202);
      await second.stop();
      await first.stop();
    },
    20_000,
  );

  it('by a stop in good order is left for the next one at once', async () => {
    const knex = await databases.init('SQLITE_3');
    const backend = await startBackend({
      knex,
      hybrid: {
        ...SHOP_CONFIG,
        shift: { verify: { interval: { milliseconds: 10 } } },
      },
    });
    platform.onCall(operation => {
      if (operation === 'ModifyRule') platform.setHealthy('cart', 'aws', 0);
    });
    const { body: started } = await backend.post(
      `${CART}/shifts`,
      { kind: 'failover', to: 'aws', reason: 'stopped' },
      { 'Idempotency-Key': randomUUID() },
    );
    await until(
      async () => (await backend.get(`${CART}/shifts/${started.id}`)).body,
      ({ state }) => state === 'verifying',
    );
    await backend.stop();
    const [row] = await knex('hybrid_shifts').select();
    expect(row.state).toBe('verifying');
    expect(Number(row.lease_expires_at)).toBe(0);
  });
});
