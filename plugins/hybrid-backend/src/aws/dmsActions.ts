import type {
  Connection,
  DatabaseMigrationServiceClient,
  Replication,
  ReplicationTask,
} from '@aws-sdk/client-database-migration-service';
import type {
  ReplicationReloadRequest,
  ReplicationStartType,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';
import { isReplicationTask } from './arns';
import { dmsSdk } from './largeSdks';

type Dms = DatabaseMigrationServiceClient;

/** What DMS answered to an action: the task or replication as it is from now on. */
export interface ActionAnswer {
  task?: ReplicationTask;
  serverless?: Replication;
  requestId?: string;
}

export type TableName = ReplicationReloadRequest['tables'][number];

export function startReplication(
  client: Dms,
  arn: string,
  type: ReplicationStartType,
): Promise<ActionAnswer> {
  const sdk = dmsSdk();
  return acting(async () => {
    if (isReplicationTask(arn)) {
      const { ReplicationTask: task, $metadata } = await client.send(
        new sdk.StartReplicationTaskCommand({
          ReplicationTaskArn: arn,
          StartReplicationTaskType: type,
        }),
      );
      return { task, requestId: $metadata.requestId };
    }
    const { Replication: serverless, $metadata } = await client.send(
      new sdk.StartReplicationCommand({
        ReplicationConfigArn: arn,
        StartReplicationType: type,
      }),
    );
    return { serverless, requestId: $metadata.requestId };
  });
}

export function stopReplication(
  client: Dms,
  arn: string,
): Promise<ActionAnswer> {
  const sdk = dmsSdk();
  return acting(async () => {
    if (isReplicationTask(arn)) {
      const { ReplicationTask: task, $metadata } = await client.send(
        new sdk.StopReplicationTaskCommand({ ReplicationTaskArn: arn }),
      );
      return { task, requestId: $metadata.requestId };
    }
    const { Replication: serverless, $metadata } = await client.send(
      new sdk.StopReplicationCommand({ ReplicationConfigArn: arn }),
    );
    return { serverless, requestId: $metadata.requestId };
  });
}

export function reloadTables(
  client: Dms,
  arn: string,
  tables: TableName[],
): Promise<ActionAnswer> {
  const sdk = dmsSdk();
  const TablesToReload = tables.map(({ schema, table }) => ({
    SchemaName: schema,
    TableName: table,
  }));
  return acting(async () => {
    const { $metadata } = await client.send(
      isReplicationTask(arn)
        ? new sdk.ReloadTablesCommand({
            ReplicationTaskArn: arn,
            TablesToReload,
          })
        : (new sdk.ReloadReplicationTablesCommand({
            ReplicationConfigArn: arn,
            TablesToReload,
          }) as never),
    );
    return { requestId: $metadata.requestId };
  });
}

/** Begins a connection test; its result shows in the connection later. */
export function testConnection(
  client: Dms,
  instanceArn: string,
  endpointArn: string,
): Promise<{ connection?: Connection; requestId?: string }> {
  return acting(async () => {
    const { Connection: connection, $metadata } = await client.send(
      new (dmsSdk().TestConnectionCommand)({
        ReplicationInstanceArn: instanceArn,
        EndpointArn: endpointArn,
      }),
    );
    return { connection, requestId: $metadata.requestId };
  });
}

/** DMS's words for "not in this state", and for "not with this start type". */
const REFUSALS = new Set([
  'InvalidResourceStateFault',
  'InvalidParameterCombinationException',
  'InvalidParameterValueException',
  'ResourceQuotaExceededFault',
  'InsufficientResourceCapacityFault',
  'InvalidOperationFault',
]);

/** DMS's refusal of an action, and whether it may be that an earlier try took effect. */
export class DmsRefusal extends HybridError {
  readonly mayHaveTakenEffect: boolean;

  constructor(error: Error & { $metadata?: { attempts?: number } }) {
    super(
      {
        code: 'replication-state',
        message: `DMS refuses: ${error.message}`,
        remedy:
          'Look at the state of the replication again, and do what it allows.',
      },
      { cause: error },
    );
    this.mayHaveTakenEffect = (error.$metadata?.attempts ?? 1) > 1;
  }
}

async function acting<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (REFUSALS.has((error as Error).name)) {
      throw new DmsRefusal(error as Error);
    }
    throw error;
  }
}
