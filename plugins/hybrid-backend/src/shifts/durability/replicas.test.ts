import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { until } from '@hybrid-platform/sandbox/testing';
import { withPlatform } from '../../__testUtils__/withBackend';
import { countWrites } from '../../__testUtils__/replicas/countWrites';
import {
  openDatabase,
  POSTGRES,
  type ReplicaDatabase,
} from '../../__testUtils__/replicas/database';
import { historyOf } from '../../__testUtils__/replicas/historyOf';
import { replicaConfig } from '../../__testUtils__/replicas/replicaConfig';
import { SERVICES } from '../../__testUtils__/services';
import {
  startReplica,
  type Replica,
} from '../../__testUtils__/replicas/startReplica';

jest.setTimeout(120_000);

/** Long enough that a busy process is not taken for a dead one. */
const LEASE_SECONDS = 4;

const onPostgres = POSTGRES ? describe : describe.skip;

onPostgres('replicas on one PostgreSQL', () => {
  let database: ReplicaDatabase;
  let writes: Map<string, number[]>;
  const replicas: Replica[] = [];

  afterAll(async () => {
    await Promise.all(replicas.map(replica => replica.kill()));
  });
  const platform = withPlatform();

  beforeAll(async () => {
    database = await openDatabase('PostgreSQL');
    writes = countWrites(platform);
  });

  afterAll(async () => {
    await database.drop();
  });

  const start = async (freeze = {}) => {
    const replica = await startReplica(platform.url, {
      database: database.settings,
      config: replicaConfig(LEASE_SECONDS),
      freeze,
    });
    replicas.push(replica);
    return replica;
  };

  it('carry out each shift once, also those of one that is killed', async () => {
    const [storefront, catalog, cart, order, payment, search] = SERVICES;
    const first = await start({
      [storefront]: 'rule-read@1',
      [catalog]: 'accepted@1',
      [cart]: 'verified@1',
    });
    const [second, third] = await Promise.all([start(), start()]);
    const ids = new Map<string, string>();
    const shift = async (replica: Replica, service: string) => {
      const { id } = await replica.shift(service, {
        kind: 'failover',
        to: 'aws',
        reason: 'one of many',
      });
      ids.set(service, id);
    };
    await Promise.all([
      ...[storefront, catalog, cart].map(service => shift(first, service)),
      ...[order, payment].map(service => shift(second, service)),
      shift(third, search),
    ]);
    await until(
      () => first.frozen.size,
      size => size === 3,
      30_000,
    );
    // For longer than a lease the first one renews it, and nobody takes its shifts.
    await new Promise(resolve => setTimeout(resolve, LEASE_SECONDS * 1_500));
    const waiting = await second.get(cart, ids.get(cart)!);
    expect(waiting.events.at(-1)!.type).toBe('verified');
    await first.kill();

    const shifts = await until(
      () =>
        Promise.all([...ids].map(([service, id]) => second.get(service, id))),
      (all: Shift[]) =>
        all.every(({ state }) => FINAL_SHIFT_STATES.includes(state)),
      30_000,
    );
    for (const { service, state, events, problem } of shifts) {
      expect([service, state, problem]).toEqual([
        service,
        'succeeded',
        undefined,
      ]);
      expect([service, writes.get(service)]).toEqual([service, [100]]);
      expect(platform.ruleTag(service, HYBRID_TAGS.hold)).toBeUndefined();
      expect(events.map(({ sequence }) => sequence)).toEqual(
        events.map((_, index) => index + 1),
      );
      const takeovers = events.filter(({ type }) => type === 'taken-over');
      expect([service, takeovers.length]).toEqual([
        service,
        [storefront, catalog, cart].includes(service) ? 1 : 0,
      ]);
      expect([service, ...historyOf({ events } as Shift)]).toEqual([
        service,
        'requested',
        'plan-evaluated',
        'rule-read@1',
        'weights-written@1',
        'weights-confirmed@1',
        'verified@1',
        'succeeded',
      ]);
    }
  });
});
