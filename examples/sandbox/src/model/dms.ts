/** DMS: instances, endpoints, connections, tasks and serverless replications, by ARN. */
export interface DmsState {
  readonly instances: Map<string, ReplicationInstance>;
  readonly endpoints: Map<string, DmsEndpoint>;
  readonly connections: DmsConnection[];
  readonly tasks: Map<string, ReplicationTask>;
  /** By the ARN of the replication's configuration. */
  readonly serverless: Map<string, ServerlessReplication>;
}

export interface ReplicationInstance {
  arn: string;
  identifier: string;
  instanceClass: string;
  engineVersion: string;
  status: 'available' | 'modifying';
}

export interface DmsEndpoint {
  arn: string;
  identifier: string;
  type: 'source' | 'target';
  engineName: 'mariadb';
  serverName: string;
  port: number;
  databaseName: string;
  username: string;
  sslMode: 'none' | 'require' | 'verify-ca' | 'verify-full';
  /** Which site the database is at, so that the tunnels decide whether it is reachable. */
  site: 'on-prem' | 'aws';
}

export interface DmsConnection {
  instanceArn: string;
  endpointArn: string;
  status: 'testing' | 'successful' | 'failed';
  lastFailureMessage?: string;
}

/** What a task and a serverless replication have in common. */
export interface Replicating {
  arn: string;
  identifier: string;
  /** The part of the ARN that CloudWatch uses as a dimension. */
  resourceId: string;
  sourceArn: string;
  targetArn: string;
  migrationType: 'full-load' | 'cdc' | 'full-load-and-cdc';
  tableMappings: string;
  settings: string;
  status: string;
  /** Whether it has ever been started: `resume-processing` needs it, `start-replication` forbids it. */
  everStarted: boolean;
  stopReason?: string;
  lastFailureMessage?: string;
  createdAt: number;
  startedAt?: number;
  stoppedAt?: number;
  fullLoadProgressPercent: number;
  /** Seconds by which the target trails the source. */
  lagSeconds: number;
  tables: TableStatistics[];
}

export interface ReplicationTask extends Replicating {
  instanceArn: string;
  status:
    | 'creating'
    | 'ready'
    | 'starting'
    | 'running'
    | 'stopping'
    | 'stopped'
    | 'failed';
}

/** What DMS Serverless goes through between a start and `running`, in this order. */
export const provisioningStates = [
  'initializing',
  'preparing_metadata_resources',
  'testing_connection',
  'fetching_metadata',
  'calculating_capacity',
  'provisioning_capacity',
  'replication_starting',
] as const;

export interface ServerlessReplication extends Replicating {
  maxCapacityUnits: number;
  status:
    | 'created'
    | (typeof provisioningStates)[number]
    | 'running'
    | 'stopping'
    | 'stopped'
    | 'failed';
}

export interface TableStatistics {
  schema: string;
  table: string;
  state:
    | 'Before load'
    | 'Full load'
    | 'Table completed'
    | 'Table error'
    | 'Table is being reloaded';
  inserts: number;
  updates: number;
  deletes: number;
  fullLoadRows: number;
}
