import { HybridError } from '../errors';
import type { ReplicationFacts } from './facts';
import { lagOf, newestSince, readLags } from './lag';

const NOW = new Date('2026-11-22T10:00:00.000Z');
const minutesAgo = (minutes: number, value = 1) => ({
  at: NOW.getTime() - minutes * 60_000,
  value,
});

describe('the newest measurement of a lag', () => {
  it('is the latest, in whatever order they come', () => {
    expect(
      newestSince(
        [minutesAgo(3, 30), minutesAgo(1, 10), minutesAgo(2, 20)],
        undefined,
      ),
    ).toEqual(minutesAgo(1, 10));
    expect(newestSince([], undefined)).toBeUndefined();
  });

  it('is none from before the last start', () => {
    const startedAt = new Date(minutesAgo(2).at);
    expect(newestSince([minutesAgo(2)], startedAt)).toEqual(minutesAgo(2));
    expect(newestSince([minutesAgo(3)], startedAt)).toBeUndefined();
  });

  it('counts for five minutes; then only its time is left', () => {
    expect(lagOf(undefined, NOW)).toEqual({});
    expect(lagOf(minutesAgo(5, 7), NOW)).toEqual({
      lagSeconds: 7,
      lagMeasuredAt: new Date('2026-11-22T09:55:00.000Z'),
    });
    expect(lagOf(minutesAgo(6, 7), NOW)).toEqual({
      lagMeasuredAt: new Date('2026-11-22T09:54:00.000Z'),
    });
    expect(lagOf(minutesAgo(9.5), NOW)).not.toHaveProperty('lagSeconds');
  });
});

describe('the lags of replications', () => {
  const replication = (id: string, state = 'running'): ReplicationFacts => ({
    arn: `arn:aws:dms:ap-northeast-2:111122223333:task:${id}`,
    id,
    type: 'task',
    state,
    migrationType: 'cdc',
    everStarted: true,
    endpoints: [],
  });
  const problem = {
    code: 'aws-failed' as const,
    message: 'AWS failed.',
    remedy: 'Wait.',
  };

  it('are not known while CloudWatch fails, and why is', async () => {
    const lags = await readLags(
      { metrics: () => Promise.reject(new HybridError(problem)) },
      [replication('a'), replication('b', 'stopped')],
      NOW,
    );
    expect(lags).toEqual([{ lagProblem: problem }, {}]);
  });

  it('are not known where CloudWatch leaves a metric out', async () => {
    const [a, b] = await readLags(
      {
        metrics: async queries =>
          queries.map(({ dimensions }) =>
            dimensions.ReplicationTaskIdentifier === 'a'
              ? undefined
              : [minutesAgo(1, 3)],
          ),
      },
      [replication('a'), replication('b')],
      NOW,
    );
    expect(a.lagProblem?.message).toMatch(/did not answer/);
    expect(b.lagSeconds).toBe(3);
  });
});
