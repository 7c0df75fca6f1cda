import type {
  Connection,
  Endpoint,
  Replication as ReplicationOut,
  ReplicationConfig as ReplicationConfigOut,
  ReplicationInstance as ReplicationInstanceOut,
  ReplicationTask as ReplicationTaskOut,
  TableStatistics as TableStatisticsOut,
} from '@aws-sdk/client-database-migration-service';
import type {
  DmsConnection,
  DmsEndpoint,
  DmsState,
  Replicating,
  ReplicationInstance,
  ReplicationTask,
  ServerlessReplication,
  TableStatistics,
} from '../../model';

const dateOf = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at);

export function renderTask(
  task: ReplicationTask,
  now: number,
  withoutSettings = false,
): ReplicationTaskOut {
  return {
    ReplicationTaskArn: task.arn,
    ReplicationTaskIdentifier: task.identifier,
    SourceEndpointArn: task.sourceArn,
    TargetEndpointArn: task.targetArn,
    ReplicationInstanceArn: task.instanceArn,
    MigrationType: task.migrationType,
    ...(withoutSettings
      ? {}
      : {
          TableMappings: task.tableMappings,
          ReplicationTaskSettings: task.settings,
        }),
    Status: task.status,
    StopReason: task.stopReason,
    LastFailureMessage: task.lastFailureMessage,
    ReplicationTaskCreationDate: dateOf(task.createdAt),
    ReplicationTaskStartDate: dateOf(task.startedAt),
    ReplicationTaskStats: task.everStarted ? renderStats(task, now) : undefined,
  };
}

export function renderServerless(
  replication: ServerlessReplication,
  now: number,
): ReplicationOut {
  const provisioned = ['replication_starting', 'running', 'stopping'].includes(
    replication.status,
  );
  return {
    ReplicationConfigIdentifier: replication.identifier,
    ReplicationConfigArn: replication.arn,
    SourceEndpointArn: replication.sourceArn,
    TargetEndpointArn: replication.targetArn,
    ReplicationType: replication.migrationType,
    Status: replication.status,
    StopReason: replication.stopReason,
    FailureMessages: replication.lastFailureMessage
      ? [replication.lastFailureMessage]
      : undefined,
    ProvisionData: {
      ProvisionState: provisioned ? 'provisioned' : 'notprovisioned',
      ProvisionedCapacityUnits: provisioned ? 1 : 0,
    },
    ReplicationStats: replication.everStarted
      ? renderStats(replication, now)
      : undefined,
    ReplicationCreateTime: dateOf(replication.createdAt),
    ReplicationLastStopTime: dateOf(replication.stoppedAt),
  };
}

export const renderServerlessConfig = (
  replication: ServerlessReplication,
): ReplicationConfigOut => ({
  ReplicationConfigIdentifier: replication.identifier,
  ReplicationConfigArn: replication.arn,
  SourceEndpointArn: replication.sourceArn,
  TargetEndpointArn: replication.targetArn,
  ReplicationType: replication.migrationType,
  ComputeConfig: {
    MinCapacityUnits: 1,
    MaxCapacityUnits: replication.maxCapacityUnits,
    MultiAZ: false,
  },
  ReplicationSettings: replication.settings,
  TableMappings: replication.tableMappings,
  ReplicationConfigCreateTime: dateOf(replication.createdAt),
});

function renderStats(task: Replicating, now: number) {
  const count = (...states: TableStatistics['state'][]) =>
    task.tables.filter(({ state }) => states.includes(state)).length;
  const end = task.stoppedAt ?? now;
  return {
    FullLoadProgressPercent: task.fullLoadProgressPercent,
    ElapsedTimeMillis: Math.max(0, end - (task.startedAt ?? end)),
    TablesLoaded: count('Table completed'),
    TablesLoading: count('Full load', 'Table is being reloaded'),
    TablesQueued: count('Before load'),
    TablesErrored: count('Table error'),
    StartDate: dateOf(task.startedAt),
    StopDate: dateOf(task.stoppedAt),
  };
}

export const renderInstance = (
  instance: ReplicationInstance,
): ReplicationInstanceOut => ({
  ReplicationInstanceArn: instance.arn,
  ReplicationInstanceIdentifier: instance.identifier,
  ReplicationInstanceClass: instance.instanceClass,
  ReplicationInstanceStatus: instance.status,
  EngineVersion: instance.engineVersion,
  MultiAZ: false,
  PubliclyAccessible: false,
});

export const renderEndpoint = (endpoint: DmsEndpoint): Endpoint => ({
  EndpointArn: endpoint.arn,
  EndpointIdentifier: endpoint.identifier,
  // AWS answers in upper case, whatever was given.
  EndpointType: endpoint.type.toUpperCase() as 'source' | 'target',
  EngineName: endpoint.engineName,
  EngineDisplayName: 'MariaDB',
  ServerName: endpoint.serverName,
  Port: endpoint.port,
  DatabaseName: endpoint.databaseName,
  Username: endpoint.username,
  SslMode: endpoint.sslMode,
  Status: 'active',
});

export const renderConnection = (
  connection: DmsConnection,
  { instances, endpoints }: DmsState,
): Connection => ({
  ReplicationInstanceArn: connection.instanceArn,
  ReplicationInstanceIdentifier: instances.get(connection.instanceArn)
    ?.identifier,
  EndpointArn: connection.endpointArn,
  EndpointIdentifier: endpoints.get(connection.endpointArn)?.identifier,
  Status: connection.status,
  LastFailureMessage: connection.lastFailureMessage,
});

export const renderTable = (
  table: TableStatistics,
  now: number,
): TableStatisticsOut => ({
  SchemaName: table.schema,
  TableName: table.table,
  TableState: table.state,
  Inserts: table.inserts,
  Updates: table.updates,
  Deletes: table.deletes,
  Ddls: 0,
  AppliedInserts: table.inserts,
  AppliedUpdates: table.updates,
  AppliedDeletes: table.deletes,
  AppliedDdls: 0,
  FullLoadRows: table.fullLoadRows,
  FullLoadCondtnlChkFailedRows: 0,
  FullLoadErrorRows: 0,
  FullLoadReloaded: table.state === 'Table is being reloaded',
  LastUpdateTime: new Date(now),
  ValidationState: 'Not enabled',
});
