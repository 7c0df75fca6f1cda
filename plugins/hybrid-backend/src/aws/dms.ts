import type {
  DatabaseMigrationServiceClient,
  ReplicationTask,
} from '@aws-sdk/client-database-migration-service';
import { dmsSdk } from './largeSdks';

/** The replication tasks with these ARNs. DMS refuses an empty list of values. */
export async function listReplicationTasks(
  client: DatabaseMigrationServiceClient,
  arns: string[],
): Promise<ReplicationTask[]> {
  if (arns.length === 0) return [];
  const tasks: ReplicationTask[] = [];
  const pages = dmsSdk().paginateDescribeReplicationTasks(
    { client },
    {
      Filters: [{ Name: 'replication-task-arn', Values: arns }],
      WithoutSettings: true,
    },
  );
  for await (const page of pages) tasks.push(...(page.ReplicationTasks ?? []));
  return tasks;
}

/** Names of replication instances by ARN: CloudWatch knows the instances by name. */
export async function listReplicationInstanceNames(
  client: DatabaseMigrationServiceClient,
  arns: string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  if (arns.length === 0) return names;
  const pages = dmsSdk().paginateDescribeReplicationInstances(
    { client },
    { Filters: [{ Name: 'replication-instance-arn', Values: arns }] },
  );
  for await (const page of pages) {
    for (const instance of page.ReplicationInstances ?? []) {
      names.set(
        instance.ReplicationInstanceArn!,
        instance.ReplicationInstanceIdentifier!,
      );
    }
  }
  return names;
}
