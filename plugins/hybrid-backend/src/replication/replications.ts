import type { ReplicationTask } from '@aws-sdk/client-database-migration-service';
import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { dmsResourceId } from '../aws/arns';
import type { MetricValues } from '../aws/cloudWatch';
import type { PlatformAws } from '../aws/PlatformAws';

/** DMS publishes once a minute, and late: look back far enough to see a value. */
const LAG_WINDOW_MS = 10 * 60_000;

/** The platform's replications, with the lag that CloudWatch last measured. */
export async function readReplications(
  aws: PlatformAws,
  taskArns: string[],
  now: Date,
): Promise<ReplicationStatus[]> {
  const tasks = await aws.replicationTasks(taskArns);
  if (tasks.length === 0) return [];
  const instances = await aws.replicationInstanceNames(
    tasks
      .map(task => task.ReplicationInstanceArn)
      .filter(arn => arn !== undefined),
  );
  const lags = await aws.metrics(
    tasks.map(task => ({
      namespace: 'AWS/DMS',
      name: 'CDCLatencyTarget',
      dimensions: {
        ReplicationInstanceIdentifier:
          instances.get(task.ReplicationInstanceArn ?? '') ?? '',
        ReplicationTaskIdentifier: dmsResourceId(task.ReplicationTaskArn!),
      },
      statistic: 'Maximum' as const,
    })),
    { from: new Date(now.getTime() - LAG_WINDOW_MS), to: now },
  );
  return tasks.map((task, index) => toReplicationStatus(task, lags[index]));
}

function toReplicationStatus(
  task: ReplicationTask,
  lag: MetricValues,
): ReplicationStatus {
  const progress = task.ReplicationTaskStats?.FullLoadProgressPercent;
  return {
    id: task.ReplicationTaskIdentifier!,
    type: 'task',
    state: task.Status ?? 'unknown',
    migrationType: task.MigrationType ?? 'unknown',
    ...(progress !== undefined && { fullLoadProgressPercent: progress }),
    ...(lag.length > 0 && { lagSeconds: lag[0] }),
    ...(task.LastFailureMessage && {
      lastFailureMessage: task.LastFailureMessage,
    }),
    ...(task.StopReason && { stopReason: task.StopReason }),
    endpoints: [],
    actions: [],
  };
}
