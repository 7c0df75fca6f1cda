import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
  type ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { until } from '@hybrid-platform/sandbox/testing';
import { withPlatform } from '../../__testUtils__/withBackend';
import { countWrites } from '../../__testUtils__/replicas/countWrites';
import {
  openDatabase,
  type ReplicaDatabase,
} from '../../__testUtils__/replicas/database';
import type { Freeze } from '../../__testUtils__/replicas/freezeShifts';
import { historyOf } from '../../__testUtils__/replicas/historyOf';
import { replicaConfig } from '../../__testUtils__/replicas/replicaConfig';
import { SERVICES } from '../../__testUtils__/services';
import {
  startReplica,
  type Replica,
} from '../../__testUtils__/replicas/startReplica';

// Each test starts up to four processes, which load the backend anew.
jest.setTimeout(300_000);

/** So long that no process that lives loses it, however busy the machine is. */
const LEASE_SECONDS = 120;

/** What each shift's history has when it is never interrupted. */
const FAILOVER = [
  'requested',
  'plan-evaluated',
  'rule-read@1',
  'weights-written@1',
  'weights-confirmed@1',
  'verified@1',
  'succeeded',
];
const STEP = (step: number) =>
  [
    'step-started',
    'rule-read',
    'weights-written',
    'weights-confirmed',
    'verified',
    'baking',
    'gate-passed',
  ].map(type => `${type}@${step}`);
const TWO_STEPS = [
  'requested',
  'plan-evaluated',
  ...STEP(1),
  ...STEP(2),
  'succeeded',
];
const ROLLED_BACK = [
  ...FAILOVER.slice(0, -2),
  'verification-failed@1',
  'rule-read',
  'weights-written',
  'weights-confirmed',
  'rolled-back',
];
const DRILL = [
  ...FAILOVER.slice(0, -1),
  'returning',
  'rule-read',
  'weights-written',
  'weights-confirmed',
  'returned',
  'succeeded',
];

describe('a backend that is killed right after each event of a shift', () => {
  let knex: Knex;
  let database: ReplicaDatabase;
  let replica: Replica;
  /** How often AWS was asked to write which AWS weight, by service. */
  let writes: Map<string, number[]>;

  afterEach(async () => {
    await replica?.kill();
  });
  const platform = withPlatform({ each: true });

  beforeEach(async () => {
    writes = countWrites(platform);
    database = await openDatabase('SQLite');
    ({ knex } = database);
  });

  afterEach(async () => {
    await database.drop();
  });

  /** Lets a process run until the shifts stand where they are to be killed. */
  const round = async (
    freeze: Freeze,
    request?: ShiftRequest,
    config = replicaConfig(LEASE_SECONDS),
  ) => {
    replica = await startReplica(platform.url, {
      database: database.settings,
      config,
      freeze,
    });
    const ids = new Map<string, string>();
    if (request) {
      for (const service of SERVICES) {
        ids.set(service, (await replica.shift(service, request)).id);
      }
    }
    await until(
      () => Object.fromEntries(replica.frozen),
      frozen => Object.keys(freeze).every(service => service in frozen),
      60_000,
    );
    await replica.kill();
    // As if the others had waited until the lease ran out, which replicas.test.ts does.
    await knex('hybrid_shifts')
      .whereNotNull('active_key')
      .update({ lease_expires_at: 0 });
    return ids;
  };

  /** Lets a process run to the end of all shifts. */
  const finish = async (ids: Map<string, string>): Promise<Shift[]> => {
    replica = await startReplica(platform.url, {
      database: database.settings,
      config: replicaConfig(LEASE_SECONDS),
    });
    return until(
      () =>
        Promise.all([...ids].map(([service, id]) => replica.get(service, id))),
      shifts => shifts.every(({ state }) => FINAL_SHIFT_STATES.includes(state)),
      60_000,
    );
  };

  /** Each service's shift is to stand still at another of the events. */
  const at = (events: string[]): Freeze =>
    Object.fromEntries(events.map((event, index) => [SERVICES[index], event]));

  const expectTruth = (
    shifts: Shift[],
    expected: { history: string[]; aws: number[]; problem?: string },
  ) => {
    expect(shifts).toHaveLength(SERVICES.length);
    for (const shift of shifts) {
      const { service } = shift;
      expect([service, shift.state, shift.problem?.code]).toEqual([
        service,
        expected.history.at(-1),
        expected.problem,
      ]);
      expect([service, ...historyOf(shift)]).toEqual([
        service,
        ...expected.history,
      ]);
      expect(shift.events.map(({ sequence }) => sequence)).toEqual(
        shift.events.map((_, index) => index + 1),
      );
      expect([service, writes.get(service)]).toEqual([service, expected.aws]);
      expect(platform.weights(service).aws).toBe(expected.aws.at(-1));
      expect(platform.ruleTag(service, HYBRID_TAGS.hold)).toBeUndefined();
    }
  };

  it('goes on with a failover, and writes its weights once', async () => {
    const events = FAILOVER.slice(1);
    const ids = await round(at(events), {
      kind: 'failover',
      to: 'aws',
      reason: 'killed on the way',
    });
    const shifts = await finish(ids);
    expectTruth(shifts, { history: FAILOVER, aws: [100] });
    for (const { recoveryTimeSeconds } of shifts) {
      expect(recoveryTimeSeconds).toBeGreaterThan(0);
    }
    // The last one had ended when its process died.
    expect(
      shifts.map(
        ({ events: all }) =>
          all.filter(({ type }) => type === 'taken-over').length,
      ),
    ).toEqual([1, 1, 1, 1, 1, 0]);
  });

  it('does not write again what AWS accepted just before', async () => {
    const ids = await round(at(SERVICES.map(() => 'accepted@1')), {
      kind: 'failover',
      to: 'aws',
      reason: 'killed on the way',
    });
    const shifts = await finish(ids);
    expectTruth(shifts, {
      // Nobody was there to record the write; who goes on does.
      history: FAILOVER,
      aws: [100],
    });
    for (const { events } of shifts) {
      const takeover = events.find(({ type }) => type === 'taken-over')!;
      expect(takeover.message).toContain('The rule has the weights on-prem 0');
    }
  });

  it('goes on with two steps and their bakes, and writes the weights of each once', async () => {
    const events = TWO_STEPS.slice(1);
    const ids = await round(at(events.slice(0, 6)), {
      kind: 'custom',
      steps: [
        { aws: 80, bakeSeconds: 1 },
        { aws: 100, bakeSeconds: 1 },
      ],
      reason: 'killed on the way',
    });
    await round(at(events.slice(6, 12)));
    await round(at(events.slice(12)));
    const shifts = await finish(ids);
    expectTruth(shifts, { history: TWO_STEPS, aws: [80, 100] });
    expect(shifts.every(({ progress }) => progress === undefined)).toBe(true);
  });

  it('goes on with the way back, and writes the old weights once', async () => {
    writes = countWrites(platform, service =>
      platform.setHealthy(service, 'aws', 0),
    );
    const ids = await round(
      at(ROLLED_BACK.slice(4)),
      { kind: 'failover', to: 'aws', reason: 'killed on the way back' },
      replicaConfig(LEASE_SECONDS, 2),
    );
    const shifts = await finish(ids);
    expectTruth(shifts, {
      history: ROLLED_BACK,
      aws: [100, 60],
      problem: 'verification-failed',
    });
    for (const { recoveryTimeSeconds } of shifts) {
      expect(recoveryTimeSeconds).toBeUndefined();
    }
  });

  it('returns from a drill, though no process lived when its time was over', async () => {
    const there = DRILL.slice(1, 6);
    const ids = await round(at([...there, 'verified@1']), {
      kind: 'drill',
      to: 'aws',
      durationSeconds: 60,
      reason: 'killed on the way',
    });
    // Those that were killed before have arrived too when this one is killed.
    await round(at(there.slice(0, 4).map(() => 'verified@1')));
    await knex('hybrid_shifts').update({
      step_until: new Date(Date.now() - 1000).toISOString(),
    });
    await round(at(DRILL.slice(6)));

    const shifts = await finish(ids);
    expectTruth(shifts, { history: DRILL, aws: [100, 60] });
    for (const { recoveryTimeSeconds, returnTimeSeconds, events } of shifts) {
      expect(recoveryTimeSeconds).toBeGreaterThan(0);
      expect(returnTimeSeconds).toBeGreaterThan(0);
      expect(events.at(-1)!.message).toMatch(
        /^The drill is over: the traffic had moved \d+\.\d s after the request, and was back \d+\.\d s after the drill ended\.$/,
      );
    }
  });
});
