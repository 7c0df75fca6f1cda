import type {
  Connection,
  DatabaseMigrationServiceClient,
  Endpoint,
  Filter,
  Replication,
  ReplicationConfig,
  ReplicationInstance,
  ReplicationTask,
} from '@aws-sdk/client-database-migration-service';
import { isNotFound } from './failures';
import { dmsSdk } from './largeSdks';

type Dms = DatabaseMigrationServiceClient;

/** A filter of DMS's with up to this many values is one call. */
const MAX_VALUES = 100;

/** The tasks with these ARNs; `withSettings` adds table mappings and task settings. */
export function listTasks(
  client: Dms,
  arns: string[],
  { withSettings = false } = {},
): Promise<ReplicationTask[]> {
  return list(arns, 'replication-task-arn', Filters =>
    collect(
      dmsSdk().paginateDescribeReplicationTasks(
        { client },
        { Filters, WithoutSettings: !withSettings },
      ),
      page => page.ReplicationTasks,
    ),
  );
}

/** The serverless replications of these configurations. */
export function listServerless(
  client: Dms,
  configArns: string[],
): Promise<Replication[]> {
  return list(configArns, 'replication-config-arn', Filters =>
    collect(
      dmsSdk().paginateDescribeReplications({ client }, { Filters }),
      page => page.Replications,
    ),
  );
}

export function listServerlessConfigs(
  client: Dms,
  configArns: string[],
): Promise<ReplicationConfig[]> {
  return list(configArns, 'replication-config-arn', Filters =>
    collect(
      dmsSdk().paginateDescribeReplicationConfigs({ client }, { Filters }),
      page => page.ReplicationConfigs,
    ),
  );
}

export function listInstances(
  client: Dms,
  arns: string[],
): Promise<ReplicationInstance[]> {
  return list(arns, 'replication-instance-arn', Filters =>
    collect(
      dmsSdk().paginateDescribeReplicationInstances({ client }, { Filters }),
      page => page.ReplicationInstances,
    ),
  );
}

export function listEndpoints(
  client: Dms,
  arns: string[],
): Promise<Endpoint[]> {
  return list(arns, 'endpoint-arn', Filters =>
    collect(
      dmsSdk().paginateDescribeEndpoints({ client }, { Filters }),
      page => page.Endpoints,
    ),
  );
}

/** The last connection test of each endpoint, from each replication instance. */
export function listConnections(
  client: Dms,
  endpointArns: string[],
): Promise<Connection[]> {
  return list(endpointArns, 'endpoint-arn', Filters =>
    collect(
      dmsSdk().paginateDescribeConnections({ client }, { Filters }),
      page => page.Connections,
    ),
  );
}

/** DMS refuses a filter without values, and takes one that matches nothing for an error. */
async function list<T>(
  values: string[],
  name: string,
  read: (filters: Filter[]) => Promise<T[]>,
): Promise<T[]> {
  const wanted = [...new Set(values)];
  const found: T[] = [];
  for (let start = 0; start < wanted.length; start += MAX_VALUES) {
    const Values = wanted.slice(start, start + MAX_VALUES);
    try {
      found.push(...(await read([{ Name: name, Values }])));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return found;
}

async function collect<P, T>(
  pages: AsyncIterable<P>,
  itemsOf: (page: P) => T[] | undefined,
): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}
