import { withBackend } from '../__testUtils__/withBackend';
import {
  taskOf,
  toServerless,
  unmeasured,
} from '../__testUtils__/replications';

describe('replications as they are', () => {
  const { platform, backend } = withBackend({}, { each: true });

  const list = () => backend.client().getReplications('shop');
  const putLag = (
    seconds: number,
    dimensions: Record<string, string>,
    ageMs = 30_000,
  ) =>
    platform.world.metrics.put(
      { namespace: 'AWS/DMS', name: 'CDCLatencyTarget', dimensions },
      {
        at: platform.world.now() - ageMs,
        sum: seconds,
        count: 1,
        min: seconds,
        max: seconds,
      },
    );

  it('are shown with their ends, progress, tables and what can be done', async () => {
    expect(await list()).toEqual([
      {
        id: 'shop-aws-to-on-prem',
        type: 'task',
        state: 'running',
        migrationType: 'full-load-and-cdc',
        fullLoadProgressPercent: 100,
        lagSeconds: 1,
        lagMeasuredAt: expect.stringMatching(/:00\.000Z$/),
        receivingSite: 'on-prem',
        tables: { loaded: 5, loading: 0, queued: 0, errored: 0 },
        entityRef: 'system:default/shop',
        endpoints: [
          {
            role: 'source',
            id: 'shop-aws-source',
            engine: 'mariadb',
            server: expect.stringMatching(/^shop\..*\.rds\.amazonaws\.com$/),
            site: 'aws',
            connection: 'successful',
          },
          {
            role: 'target',
            id: 'shop-on-prem-target',
            engine: 'mariadb',
            server: 'mariadb.shop.internal',
            site: 'on-prem',
            connection: 'successful',
          },
        ],
        actions: [
          expect.objectContaining({ action: 'start', possible: false }),
          { action: 'stop', possible: true },
          { action: 'reload', possible: true },
          { action: 'test', possible: true },
        ],
      },
    ]);
  });

  it.each(['resourceId', 'identifier'] as const)(
    'find their lag when CloudWatch knows the task by its %s',
    async name => {
      unmeasured(platform);
      putLag(7, {
        ReplicationInstanceIdentifier: 'shop-replication',
        ReplicationTaskIdentifier: taskOf(platform)[name],
      });
      expect((await list())[0].lagSeconds).toBe(7);
    },
  );

  it('take no lag from before the last start: much may have been written since', async () => {
    const task = unmeasured(platform);
    task.startedAt = platform.world.now() - 20_000;
    putLag(
      1,
      {
        ReplicationInstanceIdentifier: 'shop-replication',
        ReplicationTaskIdentifier: task.resourceId,
      },
      120_000,
    );
    expect((await list())[0].lagSeconds).toBeUndefined();
  });

  it('have no lag when the last measurement is old, and tell how old', async () => {
    const task = unmeasured(platform);
    putLag(
      1,
      {
        ReplicationInstanceIdentifier: 'shop-replication',
        ReplicationTaskIdentifier: task.resourceId,
      },
      9.5 * 60_000,
    );
    const [status] = await list();
    expect(status).not.toHaveProperty('lagSeconds');
    const ageMs = platform.world.now() - Date.parse(status.lagMeasuredAt!);
    expect(ageMs / 60_000).toBeGreaterThan(9);
    expect(ageMs / 60_000).toBeLessThan(11);
  });

  it('have no lag while they are stopped, for it only grows', async () => {
    const task = taskOf(platform);
    putLag(1, {
      ReplicationInstanceIdentifier: 'shop-replication',
      ReplicationTaskIdentifier: task.resourceId,
    });
    task.status = 'stopped';
    expect((await list())[0]).not.toHaveProperty('lagSeconds');
  });

  it('are shown without an instance too', async () => {
    const replication = toServerless(platform);
    putLag(4, { ReplicationConfigIdentifier: replication.resourceId });
    expect(await list()).toEqual([
      expect.objectContaining({
        id: 'shop-aws-to-on-prem',
        type: 'serverless',
        state: 'running',
        lagSeconds: 4,
        receivingSite: 'on-prem',
        entityRef: 'system:default/shop',
        tables: { loaded: 5, loading: 0, queued: 0, errored: 0 },
      }),
    ]);
  });

  it('say what a failure means and what to do about it', async () => {
    Object.assign(taskOf(platform), {
      status: 'failed',
      stopReason: 'Stop Reason FATAL_ERROR',
      lastFailureMessage:
        'Last Error Read next binary log event failed; mariadb_rpl_fetch error 1236 (Could not find first log file name in binary log index file) Task error notification received from subtask 0',
    });
    const [status] = await list();
    expect(status.problem).toEqual({
      message:
        'The source has purged the binary log that the replication would go on from.',
      remedy: expect.stringContaining('binlog retention hours'),
    });
    expect(status.lastFailureMessage).toContain('1236');
    expect(status.actions[0]).toEqual({
      action: 'start',
      possible: false,
      reason: expect.stringContaining("'reload-target'"),
    });
  });

  it('ask AWS the same number of times, however many there are', async () => {
    platform.forget();
    await list();
    const calls = platform.calls().filter(name => name !== 'GetResources');
    const task = taskOf(platform);
    const tags = platform.world.tags.get(task.arn)!;
    for (let number = 2; number <= 30; number += 1) {
      const arn = `${task.arn}${number}`;
      platform.world.dms.tasks.set(arn, {
        ...task,
        arn,
        identifier: `${task.identifier}-${number}`,
      });
      platform.world.tags.set(arn, new Map(tags));
    }
    platform.forget();
    expect(await list()).toHaveLength(30);
    expect(
      platform
        .calls()
        .filter(name => name !== 'GetResources')
        .sort(),
    ).toEqual(calls.sort());
  });

  it('are left out when they are tagged but do not exist', async () => {
    platform.world.dms.tasks.clear();
    expect(await list()).toEqual([]);
  });

  it('are not made up while AWS does not answer', async () => {
    await list();
    platform.onCall(operation =>
      operation === 'DescribeReplicationTasks'
        ? { error: 'throttled' }
        : undefined,
    );
    const { status, body } = await backend.get('/platforms/shop/replications');
    expect(status).toBe(503);
    expect(body.error.problem.code).toBe('aws-throttled');
  }, 15_000);
});
