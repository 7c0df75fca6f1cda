import type { Problem } from './problems';
import type { Site } from './sites';

/**
 * What can be done to a replication. `start` picks the right one of DMS's start types itself.
 *
 * @public
 */
export type ReplicationActionName = 'start' | 'stop' | 'reload' | 'test';

/**
 * DMS's ways to start: the first run, going on from the last position, or everything anew.
 *
 * @public
 */
export type ReplicationStartType =
  | 'start-replication'
  | 'resume-processing'
  | 'reload-target';

/**
 * Whether an action is possible in the replication's state, and if not, why.
 *
 * @public
 */
export interface ReplicationActionStatus {
  action: ReplicationActionName;
  possible: boolean;
  /** Why it is not possible; only then. */
  reason?: string;
  /** The start type that would be chosen; only for `start` when possible. */
  startType?: ReplicationStartType;
}

/**
 * One end of a replication.
 *
 * @public
 */
export interface ReplicationEndpointStatus {
  role: 'source' | 'target';
  id: string;
  engine: string;
  /** Host name, without credentials. */
  server?: string;
  /** The site that the database is at, by the tag of the endpoint. */
  site?: Site;
  /** The last connection test; `untested` when there was none. */
  connection: 'successful' | 'testing' | 'failed' | 'untested';
  /** What DMS said about a failed test. */
  failureMessage?: string;
}

/**
 * Counts of tables by what became of them.
 *
 * @public
 */
export interface TableCounts {
  loaded: number;
  loading: number;
  queued: number;
  errored: number;
}

/**
 * One replication: a DMS task, or a serverless replication.
 *
 * @public
 */
export interface ReplicationStatus {
  id: string;
  /** A task on a replication instance, or DMS Serverless. */
  type: 'task' | 'serverless';
  /** DMS's own state, such as `running` or `stopped`. */
  state: string;
  /** `full-load`, `cdc` or `full-load-and-cdc`. */
  migrationType: string;
  fullLoadProgressPercent?: number;
  /** Seconds by which the target trails the source; absent when there is no measurement. */
  lagSeconds?: number;
  /** The site that receives the data, when it is known. */
  receivingSite?: Site;
  tables?: TableCounts;
  endpoints: ReplicationEndpointStatus[];
  lastFailureMessage?: string;
  stopReason?: string;
  /** What the failure or stop means, and what to do about it. */
  problem?: { message: string; remedy: string };
  actions: ReplicationActionStatus[];
  /**
   * The entity whose permission `hybrid.replication.control` the actions need; absent when the
   * replication's tag `hybrid-platform:entity` is missing, and then nobody may act.
   */
  entityRef?: string;
}

/**
 * One table of a replication.
 *
 * @public
 */
export interface ReplicationTable {
  schema: string;
  table: string;
  /** DMS's own words, such as `Table completed`. */
  state: string;
  inserts: number;
  updates: number;
  deletes: number;
  ddls: number;
  fullLoadRows: number;
  validationState?: string;
  /** ISO time. */
  lastUpdatedAt?: string;
}

/**
 * One page of tables.
 *
 * @public
 */
export interface ReplicationTablePage {
  items: ReplicationTable[];
  /** Give it as `cursor` to get the next page; absent on the last one. */
  nextCursor?: string;
}

/**
 * What to start a replication with. Without a type, the right one is chosen.
 *
 * @public
 */
export interface ReplicationStartRequest {
  startType?: ReplicationStartType;
}

/**
 * Which tables to load again: at most ten at a time, as DMS demands.
 *
 * @public
 */
export interface ReplicationReloadRequest {
  tables: { schema: string; table: string }[];
}

/**
 * One check of a preflight.
 *
 * @public
 */
export interface PreflightCheck {
  /** Kebab-case, such as `binlog-format`. */
  id: string;
  title: string;
  /** `unknown` when it could not be asked; the evidence says why. */
  result: 'passed' | 'warning' | 'failed' | 'unknown';
  /** What was found, and where: the parameter, the API or the statement. */
  evidence: string;
  /** What a person can do about it; not when passed. */
  remedy?: string;
}

/**
 * Whether a replication can be started and will keep up.
 *
 * @public
 */
export interface PreflightReport {
  replicationId: string;
  /** ISO time. */
  checkedAt: string;
  /** No check failed. */
  ready: boolean;
  checks: PreflightCheck[];
}

/**
 * What an action on a replication led to.
 *
 * @public
 */
export interface ReplicationActionResult {
  replication: ReplicationStatus;
  /** One sentence: what AWS was asked to do. */
  message: string;
  awsRequestId?: string;
  problem?: Problem;
}
