import type {
  ReplicationTask,
  ServerlessReplication,
} from '@hybrid-platform/sandbox';
import type { TestPlatform } from '@hybrid-platform/sandbox/testing';

/** The example platform's only task. */
export function taskOf({ world }: TestPlatform): ReplicationTask {
  return [...world.dms.tasks.values()][0];
}

/** Puts a serverless replication in place of the task, with the same tags. */
export function toServerless(platform: TestPlatform): ServerlessReplication {
  const { dms, tags } = platform.world;
  const { instanceArn: _, ...task } = taskOf(platform);
  const arn = task.arn.replace(':task:', ':replication-config:');
  const replication: ServerlessReplication = {
    ...task,
    arn,
    status: 'running',
    maxCapacityUnits: 8,
  };
  dms.serverless.set(arn, replication);
  tags.set(arn, tags.get(task.arn)!);
  dms.tasks.clear();
  dms.instances.clear();
  dms.connections.length = 0;
  tags.delete(task.arn);
  return replication;
}

/** Puts another task in the place of the example's, of which CloudWatch knows nothing. */
export function unmeasured(platform: TestPlatform): ReplicationTask {
  const { dms, tags } = platform.world;
  const task = taskOf(platform);
  const arn = `${task.arn}UNMEASURED`;
  const resourceId = arn.slice(arn.lastIndexOf(':') + 1);
  dms.tasks.clear();
  dms.tasks.set(arn, { ...task, arn, resourceId });
  tags.set(arn, tags.get(task.arn)!);
  tags.delete(task.arn);
  return taskOf(platform);
}
