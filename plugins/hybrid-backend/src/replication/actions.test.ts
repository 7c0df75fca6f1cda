import type { ReplicationActionName } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { actionsOf, startOf } from './actions';
import type { EndpointFacts, ReplicationFacts } from './facts';

const endpoint = (
  role: 'source' | 'target',
  changes: Partial<EndpointFacts> = {},
): EndpointFacts => ({
  arn: role,
  role,
  id: `shop-${role}`,
  engine: 'mariadb',
  state: 'active',
  connection: 'successful',
  ...changes,
});

const task: ReplicationFacts = {
  arn: 'arn:aws:dms:ap-northeast-2:111122223333:task:A',
  id: 'shop',
  type: 'task',
  state: 'running',
  migrationType: 'full-load-and-cdc',
  everStarted: true,
  fullLoad: { percent: 100, finished: true },
  instance: { name: 'shop-replication', state: 'available' },
  endpoints: [endpoint('source'), endpoint('target')],
};
const serverless: ReplicationFacts = {
  ...task,
  type: 'serverless',
  instance: undefined,
  endpoints: [
    endpoint('source', { connection: 'untested' }),
    endpoint('target', { connection: 'untested' }),
  ],
};

const possible = (facts: ReplicationFacts): ReplicationActionName[] =>
  actionsOf(facts)
    .filter(status => status.possible)
    .map(({ action }) => action);

describe('what can be done to a replication', () => {
  it.each<[string, ReplicationActionName[]]>([
    ['creating', ['test']],
    ['ready', ['start', 'test']],
    ['starting', ['stop', 'test']],
    ['running', ['stop', 'reload', 'test']],
    ['stopping', ['test']],
    ['stopped', ['start', 'test']],
    ['failed', ['start', 'test']],
    ['modifying', ['test']],
    ['testing', ['test']],
    ['moving', ['test']],
    ['failed-move', ['test']],
    ['deleting', []],
    ['what-AWS-may-add', ['test']],
  ])('a task that is %s: %j', (state, actions) => {
    expect(possible({ ...task, state })).toEqual(actions);
  });

  it.each<[string, ReplicationActionName[]]>([
    ['created', ['start']],
    ['ready', ['start']],
    ['initializing', ['stop']],
    ['preparing_metadata_resources', ['stop']],
    ['testing_connection', ['stop']],
    ['fetching_metadata', ['stop']],
    ['calculating_capacity', ['stop']],
    ['provisioning_capacity', ['stop']],
    ['replication_starting', ['stop']],
    ['running', ['stop', 'reload']],
    ['stopping', []],
    ['stopped', ['start']],
    ['failed', ['start']],
    ['modifying', []],
    ['deleting', []],
  ])('a serverless replication that is %s: %j', (state, actions) => {
    expect(possible({ ...serverless, state })).toEqual(actions);
  });

  it('says why not, and what to do', () => {
    for (const state of ['creating', 'running', 'stopping', 'moving', 'odd']) {
      for (const { possible: may, reason } of actionsOf({ ...task, state })) {
        expect(/\. \S/.test(reason ?? '')).toBe(!may);
      }
    }
    expect(actionsOf(task)[0].reason).toBe(
      'It is running already. Stop it first if it must start anew.',
    );
  });

  const reasons = (changes: Partial<ReplicationFacts>) =>
    Object.fromEntries(
      actionsOf({ ...task, ...changes }).map(({ action, reason }) => [
        action,
        reason,
      ]),
    );

  it('names what works where something was deleted by hand: no deployment alone does', () => {
    const deleted = [
      reasons({ state: 'deleting' }).start,
      reasons({ endpoints: [endpoint('source')] }).test,
    ];
    for (const reason of deleted) {
      expect(reason).toMatch(/does not make again what was deleted by hand/);
      expect(reason).toMatch(/'data\.replication\.enabled' to false/);
    }
  });

  it('is no contradiction for one that only had to load, and has', () => {
    const { start, stop, reload } = reasons({
      state: 'stopped',
      migrationType: 'full-load',
      stopReason: 'Stop Reason FULL_LOAD_ONLY_FINISHED',
      fullLoad: undefined,
    });
    expect(start).toBe(
      "It only loads once, and has loaded its tables; a full load cannot be resumed. Start it with 'reload-target'. That empties and loads every table of the target again, so it is never chosen by itself.",
    );
    expect(stop).toBe(
      'It is stopped. It has loaded its tables: nothing is left to stop.',
    );
    expect(reload).toBe(
      "Tables are loaded again only while it is running; it is stopped. Start it with 'reload-target'. That empties and loads every table of the target again, so it is never chosen by itself.",
    );
  });

  it.each<[string, Partial<ReplicationFacts>]>([
    [
      'its full load failed',
      { state: 'failed', fullLoad: { percent: 40, finished: false } },
    ],
    [
      'it loads once, and failed',
      { state: 'failed', migrationType: 'full-load' },
    ],
    [
      'its log is purged',
      {
        state: 'failed',
        failureMessage: 'error 1236 Could not find first log',
      },
    ],
    [
      'its connections were not tested',
      {
        state: 'stopped',
        endpoints: [endpoint('source', { connection: 'untested' })],
      },
    ],
    ['it is stopping', { state: 'stopping' }],
    ['it is being moved', { state: 'moving' }],
  ])('never tells to start what cannot start as it is: %s', (_, changes) => {
    const told = reasons(changes);
    expect(told.start).toBeDefined();
    for (const reason of [told.stop, told.reload]) {
      expect(reason).not.toMatch(/[Ss]tart it( first)?\.( |$)/);
    }
  });

  it('does not reload what loads nothing', () => {
    expect(possible({ ...task, migrationType: 'cdc' })).not.toContain('reload');
  });

  it.each([
    ['the instance is being changed', { instance: { state: 'modifying' } }],
    ['there is no instance', { instance: undefined }],
    ['an endpoint is gone', { endpoints: [endpoint('source')] }],
    [
      'an endpoint is being deleted',
      {
        endpoints: [
          endpoint('source'),
          endpoint('target', { state: 'deleting' }),
        ],
      },
    ],
    [
      'both are being tested',
      {
        endpoints: [
          endpoint('source', { connection: 'testing' }),
          endpoint('target', { connection: 'testing' }),
        ],
      },
    ],
  ])('does not test while %s', (_, changes) => {
    expect(possible({ ...task, ...changes })).not.toContain('test');
  });

  it.each(['untested', 'failed', 'testing'] as const)(
    'does not start a task whose target is %s, as DMS would refuse it',
    connection => {
      const facts = {
        ...task,
        state: 'stopped',
        endpoints: [endpoint('source'), endpoint('target', { connection })],
      };
      expect(possible(facts)).not.toContain('start');
    },
  );
});

describe('how a replication is started', () => {
  const CHOSEN: [string, Partial<ReplicationFacts>, string][] = [
    ['never ran', { everStarted: false, state: 'ready' }, 'start-replication'],
    [
      'failed before it ever ran',
      { everStarted: false, state: 'failed' },
      'start-replication',
    ],
    ['ran before', { state: 'stopped' }, 'resume-processing'],
    ['failed after its full load', { state: 'failed' }, 'resume-processing'],
    [
      'was changed since, and is ready again',
      { state: 'ready' },
      'resume-processing',
    ],
    [
      'only captures changes',
      {
        state: 'stopped',
        migrationType: 'cdc',
        fullLoad: { percent: 0, finished: false },
      },
      'resume-processing',
    ],
  ];
  it.each(CHOSEN)(
    'one that %s: with the right type',
    (_, changes, startType) => {
      expect(startOf({ ...task, ...changes })).toEqual({ startType });
      expect(actionsOf({ ...task, ...changes })[0]).toEqual({
        action: 'start',
        possible: true,
        startType,
      });
    },
  );

  it.each<[string, Partial<ReplicationFacts>, RegExp]>([
    [
      'that only loads once',
      { state: 'stopped', migrationType: 'full-load' },
      /cannot be resumed/,
    ],
    [
      'whose full load failed',
      { state: 'failed', fullLoad: { percent: 40, finished: false } },
      /ended at 40 %/,
    ],
    [
      'whose full load failed, nobody knows when',
      { state: 'failed', fullLoad: { finished: false } },
      /full load ended early/,
    ],
    [
      'whose position is purged from the binary log',
      {
        state: 'failed',
        failureMessage: 'error 1236 Could not find first log file name',
      },
      /purged the binary log/,
    ],
  ])(
    'one %s: not by itself, for that loads everything again',
    (_, changes, why) => {
      const facts = { ...task, ...changes };
      expect(startOf(facts)).toEqual({
        refused: expect.stringMatching(why),
        remedy: expect.stringContaining("'reload-target'"),
      });
      expect(startOf(facts, 'reload-target')).toEqual({
        startType: 'reload-target',
      });
    },
  );

  it.each<[string, Partial<ReplicationFacts>, any]>([
    ['anew what ran before', {}, 'start-replication'],
    ['further what never ran', { everStarted: false }, 'resume-processing'],
    ['again what never ran', { everStarted: false }, 'reload-target'],
    [
      'further what only loads',
      { migrationType: 'full-load' },
      'resume-processing',
    ],
    ['again what loads nothing', { migrationType: 'cdc' }, 'reload-target'],
  ])('never %s', (_, changes, wanted) => {
    expect(startOf({ ...task, state: 'stopped', ...changes }, wanted)).toEqual({
      refused: expect.any(String),
      remedy: expect.any(String),
    });
  });

  it('further after a full load that failed, when somebody names it: DMS decides', () => {
    const facts = {
      ...task,
      state: 'failed',
      fullLoad: { percent: 40, finished: false },
    };
    expect(startOf(facts, 'resume-processing')).toEqual({
      startType: 'resume-processing',
    });
  });
});
