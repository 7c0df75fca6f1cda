import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { GOOD } from '../../../__testUtils__/safetyFacts';
import type { ReplicationFacts, SafetyFacts } from './facts';
import { replicationCaughtUp } from './replicationCaughtUp';

type Replication = ReplicationFacts['replications'][number];

const RUNNING: Replication = {
  id: 'shop',
  state: 'running',
  lagSeconds: 4,
  receivingSite: 'aws',
  fullLoadProgressPercent: 100,
};

const check = (
  replications: Partial<Replication>[],
  changes: Partial<SafetyFacts> = {},
  problem?: string,
) =>
  replicationCaughtUp.check({
    ...GOOD,
    replication: {
      replications: replications.map(each => ({ ...RUNNING, ...each })),
      maxLagSeconds: 30,
      problem,
    },
    ...changes,
  });

describe('traffic that moves to the site that receives the data', () => {
  it('may when the replication has caught up, and learns what may be missing', () => {
    expect(check([{}])).toEqual({
      passed: true,
      explanation:
        'shop trails by 4 s, and 30 s are allowed; what was written in that time may be missing.',
      writesAtRiskSeconds: 4,
    });
    expect(check([{ lagSeconds: 30 }]).passed).toBe(true);
  });

  it.each<[string, Partial<Replication>, RegExp, number | undefined]>([
    [
      'trails too far',
      { lagSeconds: 95.25 },
      /trails by 95.3 s, and at most 30 s.*last 95.3 s may be lost/,
      95.25,
    ],
    [
      'is stopped, whatever its last lag was',
      { state: 'stopped', lagSeconds: 1 },
      /shop is stopped.*is not known/,
      undefined,
    ],
    ['has failed', { state: 'failed' }, /shop is failed/, undefined],
    [
      'has not been measured',
      { lagSeconds: undefined },
      /no measurement of its lag.*is not known/,
      undefined,
    ],
    [
      'still loads its tables, of which the lag says nothing',
      { fullLoadProgressPercent: 40 },
      /has loaded 40 %.*is not known/,
      undefined,
    ],
    [
      'has suspended tables',
      { tables: { loaded: 3, loading: 0, queued: 0, errored: 2 } },
      /^2 tables of shop have an error, and are not replicated.*is not known/,
      undefined,
    ],
    [
      'was measured too long ago',
      { lagSeconds: 1, lagMeasuredAt: '2026-11-22T09:50:30.000Z' },
      /the newest is 9 min old.*is not known/,
      undefined,
    ],
    [
      'trailed too far some time ago',
      { lagSeconds: 40, lagMeasuredAt: '2026-11-22T09:59:00.000Z' },
      /trails by 40 s \(measured 60 s ago\), and at most 30 s.*last 100 s may be lost/,
      100,
    ],
    [
      'never ran',
      {
        state: 'ready',
        lagSeconds: undefined,
        fullLoadProgressPercent: undefined,
      },
      /shop is ready, not running: it has not been started/,
      undefined,
    ],
    [
      'is in an unknown state',
      { state: 'unknown' },
      /The state of shop is not known/,
      undefined,
    ],
    [
      'has endpoints that name no site',
      { receivingSite: undefined },
      /Which site receives the data of shop is not known.*may be lost is not/,
      undefined,
    ],
    [
      'is to load once, and is in the middle of it',
      { migrationType: 'full-load', fullLoadProgressPercent: 40 },
      /has loaded 40 %/,
      undefined,
    ],
  ])(
    'may not when the replication %s',
    (_, replication, explanation, atRisk) => {
      const verdict = check([replication]);
      expect(verdict).toMatchObject({
        passed: false,
        explanation: expect.stringMatching(explanation),
        remedy: expect.stringMatching(/\S/),
      });
      expect(verdict.writesAtRiskSeconds).toBe(atRisk);
    },
  );

  it('learns how long ago that was, which counts as at risk', () => {
    expect(check([{ lagMeasuredAt: '2026-11-22T09:58:50.000Z' }])).toEqual({
      passed: true,
      explanation:
        'shop trails by 4 s (measured 70 s ago), and 30 s are allowed; what was written in the last 74 s may be missing.',
      writesAtRiskSeconds: 74,
    });
  });

  it('may when what only captures changes has caught up, whatever it tells of a full load', () => {
    for (const percent of [0, 100, undefined]) {
      expect(
        check([{ migrationType: 'cdc', fullLoadProgressPercent: percent }]),
      ).toMatchObject({ passed: true, writesAtRiskSeconds: 4 });
    }
  });

  it('does not wait for what has loaded its tables once and is over, and says so', () => {
    const over: Partial<Replication> = {
      id: 'shop-load',
      migrationType: 'full-load',
      state: 'stopped',
      stopReason: 'Stop Reason FULL_LOAD_ONLY_FINISHED',
      lagSeconds: undefined,
      fullLoadProgressPercent: undefined,
    };
    const said = /shop-load only loads once.*nothing to wait for/;
    expect(check([over])).toEqual({
      passed: true,
      explanation: expect.stringMatching(said),
    });
    expect(check([{}, over])).toMatchObject({
      passed: true,
      explanation: expect.stringMatching(said),
      writesAtRiskSeconds: 4,
    });
    expect(check([over, { state: 'failed' }]).passed).toBe(false);
  });

  it('may not while one of several names no site, however well the others are', () => {
    const verdict = check([{}, { id: 'orders', receivingSite: undefined }]);
    expect(verdict).toMatchObject({
      passed: false,
      remedy: expect.stringContaining("'hybrid-platform:site'"),
    });
    expect(verdict.explanation).not.toContain('shop');
    expect(verdict.writesAtRiskSeconds).toBeUndefined();
  });

  it('is judged by the worst of several replications', () => {
    const verdict = check([{}, { id: 'orders', lagSeconds: 31 }]);
    expect(verdict.passed).toBe(false);
    expect(verdict.explanation).not.toContain('shop trails');
    expect(verdict.writesAtRiskSeconds).toBe(31);
    expect(
      check([{ lagSeconds: 99 }, { state: 'stopped' }]).writesAtRiskSeconds,
    ).toBeUndefined();
  });

  it('may not while nobody can look the replication up', () => {
    expect(check([], {}, 'AWS does not answer.')).toMatchObject({
      passed: false,
      explanation: expect.stringContaining('AWS does not answer.'),
    });
    expect(check([{}], {}, 'AWS does not answer.').passed).toBe(false);
    const unknown = { receivingSite: undefined };
    expect(check([unknown], {}, 'AWS does not answer.').passed).toBe(false);
  });
});

describe('traffic that moves elsewhere', () => {
  const stopped = { state: 'stopped', receivingSite: 'on-prem' as Site };

  it.each<[string, Partial<Replication>[], Partial<SafetyFacts>, RegExp]>([
    ['there is no replication', [], {}, /no replication/],
    ['the other site receives', [stopped], {}, /No site that gains/],
    [
      'the gaining site is the source, whatever the target names',
      [
        {
          state: 'stopped',
          receivingSite: undefined,
          endpoints: [
            {
              role: 'source',
              id: 'shop-source',
              engine: 'mariadb',
              site: 'aws',
              connection: 'successful',
            },
          ],
        },
      ],
      {},
      /No site that gains/,
    ],
    [
      'it leaves the receiving site',
      [{ state: 'stopped' }],
      { steps: [{ 'on-prem': 100, aws: 0 }] },
      /No site that gains/,
    ],
    [
      'no site gains any',
      [{ state: 'stopped' }],
      { steps: [{ 'on-prem': 4, aws: 6 }] },
      /No site gains/,
    ],
  ])('may when %s', (_, replications, changes, explanation) => {
    expect(check(replications, changes)).toEqual({
      passed: true,
      explanation: expect.stringMatching(explanation),
    });
  });

  it('may when the receiver was seen before, and is the other site', () => {
    expect(
      check([{ receivingSite: 'on-prem' }], {}, 'AWS does not answer.'),
    ).toEqual({
      passed: true,
      explanation:
        'No site that gains traffic receives its data by replication, as was seen last. AWS does not answer.',
    });
  });

  it('is judged by every step', () => {
    const there = { 'on-prem': 0, aws: 100 };
    const back = { 'on-prem': 100, aws: 0 };
    expect(check([{ state: 'stopped' }], { steps: [there, back] }).passed).toBe(
      false,
    );
  });
});
