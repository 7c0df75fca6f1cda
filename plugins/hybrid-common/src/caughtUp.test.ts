import { isCaughtUp, writesAtRiskSeconds } from './caughtUp';
import { isLoadedOnce, type JudgedReplication } from './shortcoming';

const NOW = new Date('2026-11-22T10:00:00.000Z');
const ago = (seconds: number) =>
  new Date(NOW.getTime() - seconds * 1000).toISOString();

const following = {
  id: 'shop-aws-to-on-prem',
  state: 'running',
  migrationType: 'full-load-and-cdc',
  fullLoadProgressPercent: 100,
  lagSeconds: 2,
  tables: { loaded: 5, loading: 0, queued: 0, errored: 0 },
};

describe('isCaughtUp', () => {
  it('holds while the lag is within the limit, and at the limit', () => {
    expect(isCaughtUp(following, 10).caughtUp).toBe(true);
    expect(isCaughtUp({ ...following, lagSeconds: 10 }, 10)).toEqual({
      caughtUp: true,
      reason: 'shop-aws-to-on-prem trails by 10 s, within the 10 s allowed.',
    });
  });

  it('holds for change data capture alone, which loads nothing', () => {
    const { tables: _, fullLoadProgressPercent: __, ...cdc } = following;
    expect(isCaughtUp({ ...cdc, migrationType: 'cdc' }, 10).caughtUp).toBe(
      true,
    );
  });

  it.each([
    ['the lag is over the limit', { lagSeconds: 11 }, 'trails by 11 s'],
    ['there is no measurement', { lagSeconds: undefined }, 'no measurement'],
    ['it is stopped', { state: 'stopped' }, 'is stopped, not running'],
    ['it starts', { state: 'starting' }, 'is starting, not running'],
    ['it still loads', { fullLoadProgressPercent: 80 }, 'has loaded 80 %'],
    [
      'a table is loaded again',
      { tables: { ...following.tables, loading: 1 } },
      'still loads 1 table.',
    ],
    [
      'tables wait to be loaded',
      { tables: { ...following.tables, queued: 2 } },
      'still loads 2 tables.',
    ],
    [
      'a table has an error',
      { tables: { ...following.tables, errored: 1 } },
      '1 table of shop-aws-to-on-prem has an error, and is not replicated.',
    ],
    [
      'it never follows the source',
      { migrationType: 'full-load' },
      'only loads once',
    ],
  ])('does not hold when %s', (_what, change, reason) => {
    const answer = isCaughtUp({ ...following, ...change }, 10);
    expect(answer.caughtUp).toBe(false);
    expect(answer.reason).toContain(reason);
  });
});

/** What each replication is said to be, by the rule, the wait and the UI alike. */
const CASES: [
  what: string,
  change: Partial<JudgedReplication>,
  expected: {
    caughtUp: boolean;
    over?: true;
    reason: RegExp;
    atRisk?: number;
  },
][] = [
  [
    'was measured just now',
    { lagMeasuredAt: ago(0) },
    { caughtUp: true, reason: /trails by 2 s, within/, atRisk: 2 },
  ],
  [
    'was measured some time ago, which counts in',
    { lagMeasuredAt: ago(70) },
    {
      caughtUp: true,
      reason: /trails by 2 s \(measured 70 s ago\), within/,
      atRisk: 72,
    },
  ],
  [
    'was measured as long ago as still counts',
    { lagMeasuredAt: ago(300) },
    {
      caughtUp: true,
      reason: /trails by 2 s \(measured 5 min ago\)/,
      atRisk: 302,
    },
  ],
  [
    'was measured longer ago',
    { lagMeasuredAt: ago(301) },
    {
      caughtUp: false,
      reason:
        /no measurement of its lag of the last 5 minutes: the newest is 5 min old/,
    },
  ],
  [
    'was measured nearly ten minutes ago',
    { lagSeconds: 1, lagMeasuredAt: ago(570) },
    { caughtUp: false, reason: /the newest is 9 min old/ },
  ],
  [
    'was measured so long ago that only the time is told',
    { lagSeconds: undefined, lagMeasuredAt: ago(3 * 3600) },
    { caughtUp: false, reason: /the newest is 3 h old/ },
  ],
  [
    'was measured by a clock that is a little ahead',
    { lagMeasuredAt: ago(-20) },
    { caughtUp: true, reason: /trails by 2 s/, atRisk: 2 },
  ],
  [
    'was measured at a time that cannot be',
    { lagMeasuredAt: ago(-3600) },
    { caughtUp: false, reason: /no measurement of its lag\.$/ },
  ],
  [
    'was measured at a time that is none',
    { lagMeasuredAt: 'yesterday' },
    { caughtUp: false, reason: /no measurement of its lag\.$/ },
  ],
  [
    'was never measured',
    { lagSeconds: undefined },
    { caughtUp: false, reason: /no measurement of its lag\.$/ },
  ],
  ...[NaN, -1, Infinity].map((lagSeconds): (typeof CASES)[number] => [
    `trails by ${lagSeconds} s, which no measurement says`,
    { lagSeconds, lagMeasuredAt: ago(60) },
    { caughtUp: false, reason: /no measurement of its lag\.$/ },
  ]),
  [
    'cannot be asked for its lag',
    { lagSeconds: undefined, lagProblem: 'AWS failed.' },
    { caughtUp: false, reason: /its lag could not be looked up: AWS failed\./ },
  ],
  ...[{}, { lagMeasuredAt: ago(30) }].map((told): (typeof CASES)[number] => [
    `runs, and DMS tells no statistics of it: ${JSON.stringify(told)}`,
    { ...told, fullLoadProgressPercent: undefined, tables: undefined },
    { caughtUp: false, reason: /How much of the tables .* is not known/ },
  ]),
  [
    'has loaded a share that is no number',
    { fullLoadProgressPercent: NaN },
    { caughtUp: false, reason: /is not known/ },
  ],
  [
    'has no table at all',
    { tables: { loaded: 0, loading: 0, queued: 0, errored: 0 } },
    { caughtUp: false, reason: /replicates no table/ },
  ],
  [
    'may follow the changes or not',
    { migrationType: 'unknown' },
    { caughtUp: false, reason: /follows the changes is not known/ },
  ],
  [
    'trails too far',
    { lagSeconds: 40, lagMeasuredAt: ago(60) },
    {
      caughtUp: false,
      reason:
        /trails by 40 s \(measured 60 s ago\), and at most 10 s are allowed/,
      atRisk: 100,
    },
  ],
  [
    'has suspended tables, however small its lag',
    { tables: { ...following.tables, errored: 2 } },
    {
      caughtUp: false,
      reason: /^2 tables of shop-aws-to-on-prem have an error, and are not/,
    },
  ],
  [
    'has suspended tables, and only captures changes',
    {
      migrationType: 'cdc',
      tables: { loaded: 0, loading: 0, queued: 0, errored: 1 },
    },
    { caughtUp: false, reason: /^1 table .* has an error/ },
  ],
  [
    'is stopped, and has suspended tables',
    { state: 'stopped', tables: { ...following.tables, errored: 2 } },
    { caughtUp: false, reason: /^2 tables .* an error.* is stopped, not/ },
  ],
  [
    'loads its tables, of which the lag says nothing',
    { fullLoadProgressPercent: 40 },
    { caughtUp: false, reason: /has loaded 40 %/ },
  ],
  [
    'does not tell how much it has loaded',
    { fullLoadProgressPercent: undefined },
    { caughtUp: false, reason: /How much of the tables .* is not known/ },
  ],
  [
    'does not tell whether tables have errors',
    { tables: undefined },
    { caughtUp: false, reason: /Whether tables .* have errors is not known/ },
  ],
  [
    'loads a table again',
    { tables: { ...following.tables, loading: 1 } },
    { caughtUp: false, reason: /still loads 1 table/ },
  ],
  ...[
    { fullLoadProgressPercent: 100 },
    { fullLoadProgressPercent: 0 },
    { fullLoadProgressPercent: undefined },
    { tables: undefined },
  ].map((told): (typeof CASES)[number] => [
    `only captures changes, and tells ${JSON.stringify(told)}`,
    { migrationType: 'cdc', ...told },
    { caughtUp: true, reason: /trails by 2 s/, atRisk: 2 },
  ]),
  ...[
    'stopped',
    'failed',
    'moving',
    'failed-move',
    'deleting',
    'modifying',
  ].map((state): (typeof CASES)[number] => [
    `is ${state}`,
    { state },
    { caughtUp: false, reason: new RegExp(`is ${state}, not running\\.`) },
  ]),
  ...['creating', 'created', 'ready'].map((state): (typeof CASES)[number] => [
    `never ran: ${state}`,
    {
      state,
      fullLoadProgressPercent: undefined,
      tables: undefined,
      lagSeconds: undefined,
    },
    {
      caughtUp: false,
      reason: new RegExp(`is ${state}, not running: it has not been started`),
    },
  ]),
  [
    'is in a state that AWS does not tell',
    { state: 'unknown' },
    { caughtUp: false, reason: /state of shop-aws-to-on-prem is not known/ },
  ],
  [
    'is in a state of DMS Serverless',
    { state: 'provisioning_capacity' },
    { caughtUp: false, reason: /is provisioning capacity, not running/ },
  ],
  [
    'has loaded once, which was all that it had to do',
    {
      migrationType: 'full-load',
      state: 'stopped',
      stopReason: 'Stop Reason FULL_LOAD_ONLY_FINISHED',
      fullLoadProgressPercent: undefined,
      lagSeconds: undefined,
      tables: undefined,
    },
    { caughtUp: false, over: true, reason: /nothing to wait for/ },
  ],
  [
    'has loaded everything once, and DMS does not say why it ended',
    { migrationType: 'full-load', state: 'stopped', lagSeconds: undefined },
    { caughtUp: false, over: true, reason: /nothing to wait for/ },
  ],
  [
    'loads once, and is in the middle of it',
    {
      migrationType: 'full-load',
      fullLoadProgressPercent: 40,
      lagSeconds: undefined,
    },
    { caughtUp: false, reason: /has loaded 40 %/ },
  ],
  [
    'was to load once, and was stopped in the middle',
    {
      migrationType: 'full-load',
      state: 'stopped',
      stopReason: 'Stop Reason NORMAL',
      fullLoadProgressPercent: 40,
    },
    { caughtUp: false, reason: /is stopped, not running/ },
  ],
  [
    'was to load once, and failed',
    { migrationType: 'full-load', state: 'failed' },
    { caughtUp: false, reason: /is failed, not running/ },
  ],
  [
    'has loaded once, but for one table',
    {
      migrationType: 'full-load',
      state: 'stopped',
      stopReason: 'Stop Reason FULL_LOAD_ONLY_FINISHED',
      tables: { loaded: 4, loading: 0, queued: 0, errored: 1 },
    },
    { caughtUp: false, reason: /1 table .* has an error/ },
  ],
  [
    'follows the changes, and stopped after its full load',
    { state: 'stopped', stopReason: 'Stop Reason STOPPED_AFTER_FULL_LOAD' },
    { caughtUp: false, reason: /is stopped, not running/ },
  ],
];

describe('a replication that', () => {
  it.each(CASES)('%s', (_what, change, { atRisk, ...expected }) => {
    const status = { ...following, ...change };
    const { remedy, ...answer } = isCaughtUp(status, 10, NOW);
    expect(answer).toEqual({
      ...expected,
      reason: expect.stringMatching(expected.reason),
    });
    // Whoever is refused is told what to do.
    expect(Boolean(remedy)).toBe(!answer.caughtUp && !answer.over);
    expect(writesAtRiskSeconds(status, NOW)).toBe(atRisk);
    expect(isLoadedOnce(status)).toBe(expected.over === true);
  });

  it('is told without a time by an older back end: as of now', () => {
    expect(isCaughtUp(following, 10, NOW).caughtUp).toBe(true);
    expect(writesAtRiskSeconds(following, NOW)).toBe(2);
  });
});

describe('what leads to a replication that runs', () => {
  it.each([
    ['deleting', /^Nothing brings it back to run/],
    ['moving', /^Wait until it is on its other/],
    ['testing', /^Wait until its test has ended/],
    ['failed-move', /^Move it again, or delete it/],
    ['modifying', /^Wait until it has been changed/],
    ['starting', /^Wait until it runs/],
    ['stopped', /^Bring the replication to run/],
  ])('is possible while it is %s', (state, remedy) => {
    for (const migrationType of ['full-load-and-cdc', 'cdc']) {
      const answer = isCaughtUp({ ...following, state, migrationType }, 10);
      expect(answer.remedy).toMatch(remedy);
    }
  });
});
