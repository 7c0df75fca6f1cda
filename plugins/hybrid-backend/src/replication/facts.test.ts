import { serverlessFacts, taskFacts } from './facts';

const STATS = {
  FullLoadProgressPercent: 100,
  TablesLoaded: 3,
  TablesLoading: 0,
  TablesQueued: 0,
  TablesErrored: 0,
};

describe('the tables of a replication', () => {
  const counts = (stats: Partial<typeof STATS> | undefined) => [
    taskFacts({ ReplicationTaskArn: 'a', ReplicationTaskStats: stats }).tables,
    serverlessFacts({ ReplicationConfigArn: 'a', ReplicationStats: stats })
      .tables,
  ];

  it('are counted as DMS tells', () => {
    const told = { loaded: 3, loading: 0, queued: 0, errored: 0 };
    expect(counts(STATS)).toEqual([told, told]);
  });

  it.each(['TablesLoaded', 'TablesLoading', 'TablesQueued', 'TablesErrored'])(
    'are not known, and not 0, without %s',
    missing => {
      expect(counts({ ...STATS, [missing]: undefined })).toEqual([
        undefined,
        undefined,
      ]);
    },
  );

  it('are not known of what never ran', () => {
    expect(counts(undefined)).toEqual([undefined, undefined]);
  });
});
