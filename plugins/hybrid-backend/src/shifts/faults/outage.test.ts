import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Plan } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { testDatabases } from '../../__testUtils__/databases';
import {
  breakable,
  type BreakableDatabase,
} from '../../__testUtils__/faults/breakableDatabase';
import { FROM, SimulatedShift } from '../../__testUtils__/simulatedShift';
import { LeaseLost } from '../../durable/LeaseLost';
import { LeasedShift } from '../record/LeasedShift';
import { ShiftRepository } from '../record/ShiftRepository';

const TO = { 'on-prem': 0, aws: 100 };
const PLAN = {
  kind: 'custom' as const,
  steps: [
    { weights: { 'on-prem': 20, aws: 80 }, bakeSeconds: 60 },
    { weights: TO, bakeSeconds: 60 },
  ],
};
const LEASE = { owner: 'process-1', forMs: 600_000 };

describe('a database that is down while a shift runs', () => {
  const databases = testDatabases();
  let knex: Knex;
  let shift: SimulatedShift;
  let repository: ShiftRepository;
  let database: BreakableDatabase;
  let id: string;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@hybrid-platform/backstage-plugin-hybrid-backend',
        'migrations',
      ),
    });
    shift = new SimulatedShift(PLAN);
    repository = new ShiftRepository(knex, shift.clock.now);
    ({ id } = await repository.create({
      platform: 'shop',
      service: 'cart',
      plan: {
        ...PLAN,
        entityRef: 'component:default/cart',
        from: FROM,
        to: TO,
        rules: [],
      } as unknown as Plan,
      reason: 'a test',
      requestedBy: 'user:default/owner',
      idempotencyKey: 'key',
      requestHash: 'hash',
      lease: LEASE,
    }));
    database = breakable(knex, () => shift.now);
  });

  afterEach(() => knex.destroy());

  const run = async () => {
    const log = new LeasedShift((await repository.load(id))!, {
      knex,
      lease: LEASE,
      clock: shift.clock,
      signal: new AbortController().signal,
      retryForMs: 90_000,
    });
    const { end, event } = await shift.run(log);
    await log.end(end, event);
    return (await repository.load(id))!.shift;
  };

  const COMPLETE = [
    'requested',
    'plan-evaluated',
    ...[1, 2].flatMap(step =>
      [
        'step-started',
        'rule-read',
        'weights-written',
        'weights-confirmed',
        'verified',
        'baking',
        'gate-passed',
      ].map(type => `${type}@${step}`),
    ),
    'succeeded',
  ];

  it.each([1, 2, 40, 60, 62, 64, 110, 124])(
    'for 30 s from the second %i on: nothing is lost, nothing is repeated',
    async second => {
      shift.after(second, () => database.breakFor(30_000));
      const { events, state } = await run();
      expect(database.refusals()).toBeGreaterThan(0);
      expect(state).toBe('succeeded');
      expect(
        events.map(({ type, step }) => (step ? `${type}@${step}` : type)),
      ).toEqual(COMPLETE);
      expect(shift.writes).toEqual([{ 'on-prem': 20, aws: 80 }, TO]);
      expect(shift.weights).toEqual(TO);
      expect(shift.holdsRule).toBe(false);
    },
  );

  it('for good: the shift is left to whoever comes next, and AWS as it is known to be', async () => {
    shift.after(30, () => database.breakFor(3_600_000));
    await expect(run()).rejects.toThrow(LeaseLost);
    expect(shift.writes).toEqual([{ 'on-prem': 20, aws: 80 }]);
    expect(shift.weights).toEqual({ 'on-prem': 20, aws: 80 });
    shift.now += 3_600_000;
    const { shift: record } = (await repository.load(id))!;
    expect(record.state).not.toBe('succeeded');
    expect(record.events.at(-1)).toMatchObject({ type: 'baking', step: 1 });
  });
});
