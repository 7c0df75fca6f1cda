import type {
  Connection,
  Endpoint,
  Replication,
  ReplicationConfig,
  ReplicationInstance,
  ReplicationTask,
} from '@aws-sdk/client-database-migration-service';
import {
  isLoadedOnce,
  type Problem,
  type ReplicationEndpointStatus,
  type Site,
  type TableCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** One end of a replication, as DMS and the endpoint's tag know it. */
export interface EndpointFacts {
  arn: string;
  role: 'source' | 'target';
  id: string;
  engine: string;
  server?: string;
  /** The database user that DMS connects as, unless a secret has it. */
  username?: string;
  sslMode?: string;
  /** DMS's state of the endpoint itself, such as `active`. */
  state?: string;
  site?: Site;
  connection: ReplicationEndpointStatus['connection'];
  failureMessage?: string;
}

/** What a task and a serverless replication have in common, in one form. */
export interface ReplicationFacts {
  arn: string;
  id: string;
  type: 'task' | 'serverless';
  state: string;
  migrationType: string;
  /** The first run is over or under way: DMS takes other start types from then on. */
  everStarted: boolean;
  /** When it was started or resumed last. */
  startedAt?: Date;
  fullLoad?: { percent?: number; finished: boolean };
  tables?: TableCounts;
  failureMessage?: string;
  stopReason?: string;
  sourceArn?: string;
  targetArn?: string;
  /** Of a task only. */
  instanceArn?: string;
  instance?: { name?: string; state?: string };
  endpoints: EndpointFacts[];
  lagSeconds?: number;
  lagMeasuredAt?: Date;
  /** Why its lag could not be looked up. */
  lagProblem?: Problem;
  entityRef?: string;
  /** The text of the tag that names its entity, where it is no full ref. */
  entityTag?: string;
}

/** What is known of a replication before its endpoints, tables and lag are looked up. */
export type BareFacts = Omit<ReplicationFacts, 'endpoints'>;

/** Whether it was to load its tables once, and has: nothing is left for it to do. */
export function isOver(facts: ReplicationFacts): boolean {
  const fullLoadProgressPercent = facts.fullLoad?.percent;
  return isLoadedOnce({ ...facts, fullLoadProgressPercent });
}

export function taskFacts(task: ReplicationTask): BareFacts {
  const stats = task.ReplicationTaskStats;
  return {
    arn: task.ReplicationTaskArn!,
    id: task.ReplicationTaskIdentifier ?? task.ReplicationTaskArn!,
    type: 'task',
    state: task.Status ?? 'unknown',
    migrationType: task.MigrationType ?? 'unknown',
    sourceArn: task.SourceEndpointArn,
    targetArn: task.TargetEndpointArn,
    instanceArn: task.ReplicationInstanceArn,
    stopReason: task.StopReason || undefined,
    failureMessage: task.LastFailureMessage || undefined,
    ...progress(stats, [
      task.ReplicationTaskStartDate,
      task.RecoveryCheckpoint || undefined,
    ]),
  };
}

export function serverlessFacts(replication: Replication): BareFacts {
  const messages = (replication.FailureMessages ?? []).filter(Boolean);
  return {
    arn: replication.ReplicationConfigArn!,
    id:
      replication.ReplicationConfigIdentifier ??
      replication.ReplicationConfigArn!,
    type: 'serverless',
    state: (replication.Status ?? 'unknown').toLowerCase(),
    migrationType: replication.ReplicationType ?? 'unknown',
    sourceArn: replication.SourceEndpointArn,
    targetArn: replication.TargetEndpointArn,
    stopReason: replication.StopReason || undefined,
    failureMessage: messages.length > 0 ? messages.join(' ') : undefined,
    ...progress(replication.ReplicationStats, [
      replication.RecoveryCheckpoint || undefined,
    ]),
  };
}

/** A serverless replication that DMS does not list yet: it was never started. */
export function unstartedFacts(config: ReplicationConfig): BareFacts {
  return {
    arn: config.ReplicationConfigArn!,
    id: config.ReplicationConfigIdentifier ?? config.ReplicationConfigArn!,
    type: 'serverless',
    state: 'created',
    migrationType: config.ReplicationType ?? 'unknown',
    sourceArn: config.SourceEndpointArn,
    targetArn: config.TargetEndpointArn,
    everStarted: false,
  };
}

interface Stats {
  FullLoadProgressPercent?: number;
  FullLoadFinishDate?: Date;
  FreshStartDate?: Date;
  StartDate?: Date;
  TablesLoaded?: number;
  TablesLoading?: number;
  TablesQueued?: number;
  TablesErrored?: number;
}

function progress(
  stats: Stats | undefined,
  signsOfStart: unknown[],
): Pick<ReplicationFacts, 'everStarted' | 'startedAt' | 'fullLoad' | 'tables'> {
  const startedAt = stats?.StartDate ?? stats?.FreshStartDate;
  const everStarted = [startedAt, ...signsOfStart].some(Boolean);
  const percent = stats?.FullLoadProgressPercent;
  return {
    everStarted,
    startedAt,
    ...(stats && {
      fullLoad: {
        percent,
        finished: percent === 100 || stats.FullLoadFinishDate !== undefined,
      },
      ...tableCounts(stats),
    }),
  };
}

/** A count that DMS does not tell is not 0, and the others say little without it. */
function tableCounts(stats: Stats): Pick<ReplicationFacts, 'tables'> {
  const {
    TablesLoaded: loaded,
    TablesLoading: loading,
    TablesQueued: queued,
    TablesErrored: errored,
  } = stats;
  return loaded === undefined ||
    loading === undefined ||
    queued === undefined ||
    errored === undefined
    ? {}
    : { tables: { loaded, loading, queued, errored } };
}

export function endpointFacts(
  endpoint: Endpoint,
  role: 'source' | 'target',
  site: Site | undefined,
  test: Connection | undefined,
): EndpointFacts {
  const settings = endpoint.MySQLSettings;
  return {
    arn: endpoint.EndpointArn!,
    role,
    id: endpoint.EndpointIdentifier ?? endpoint.EndpointArn!,
    engine: endpoint.EngineName ?? 'unknown',
    server: endpoint.ServerName || settings?.ServerName || undefined,
    username: endpoint.Username || settings?.Username || undefined,
    sslMode: endpoint.SslMode,
    state: endpoint.Status,
    site,
    ...connectionFacts(test),
  };
}

export function connectionFacts(
  test: Connection | undefined,
): Pick<EndpointFacts, 'connection' | 'failureMessage'> {
  const status = (test?.Status ?? '').toLowerCase();
  if (status === 'successful' || status === 'testing') {
    return { connection: status, failureMessage: undefined };
  }
  return {
    connection: status === 'failed' ? 'failed' : 'untested',
    failureMessage: test?.LastFailureMessage || undefined,
  };
}

export function instanceFacts(
  instance: ReplicationInstance,
): NonNullable<ReplicationFacts['instance']> {
  return {
    name: instance.ReplicationInstanceIdentifier,
    state: instance.ReplicationInstanceStatus,
  };
}
