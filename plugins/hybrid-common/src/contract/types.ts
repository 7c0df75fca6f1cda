/*
 * Made from openapi.yaml by `yarn generate`; change that, not this.
 */

/**
 * Where a service runs.
 *
 * @public
 */
export type Site = 'on-prem' | 'aws';

/**
 * Every {@link Site}, in the order of the contract.
 *
 * @public
 */
export const SITES = ['on-prem', 'aws'] as const;

/**
 * The weights of a listener rule by site. At least one is not 0.
 *
 * @public
 */
export interface Weights {
  /** A weight of a listener rule, 0–999. */
  'on-prem': number;
  /** A weight of a listener rule, 0–999. */
  aws: number;
}

/**
 * What is wrong, in one word for programs.
 *
 * - `annotation-missing`, `annotation-malformed`: the entity has no annotation
 * `hybrid-platform.io/service`, or one that cannot be read
 * - `platform-unknown`: the annotation names a platform that is not in the configuration
 * `hybrid.platforms`
 * - `service-not-found`: no listener rule of the platform has the service's tags
 * - `entity-tag-mismatch`: the rule's tag `hybrid-platform:entity` is missing or names
 * another entity
 * - `rule-not-hybrid`: the rule does not forward to exactly one tagged target group per site
 * - `aws-credentials-missing`, `aws-credentials-expired`, `aws-access-denied`,
 * `aws-throttled`, `aws-unreachable`, `aws-failed`: AWS did not do what it was asked
 * - `aws-refused`: AWS refused what it was asked, and would refuse it again until somebody
 * changes what it names
 * - `snapshot-unavailable`: the first look at AWS is not finished or never succeeded, so
 * that nothing can be shown
 * - `database-unavailable`: the database that the back end keeps its records in does not
 * answer or refuses connections. Every operation may answer so; what is under way goes on
 * when it is back
 * - `catalog-unavailable`, `permissions-unavailable`: the catalog or the permissions of
 * Backstage could not be asked, so it is not known what the caller may do. Every operation
 * may answer so; what is under way goes on
 * - `shift-active`: another shift of the same service is under way
 * - `safety-rule-failed`: a safety rule failed
 * - `verification-failed`: the new weights were written, but the site that gains traffic
 * does not serve it
 * - `rule-changed`: somebody else changed the rule between reading and writing
 * - `rules-diverged`: the service's listener rules do not have the same weights, so that
 * only a failover or a reset can be made
 * - `interrupted`: the backend stopped or failed while the shift was under way
 * - `shift-not-active`: the shift is over, or is not waiting for what was asked
 * - `approval-own`: the approver is the one who asked
 * - `approval-expired`, `approval-rejected`: nobody approved in time, or somebody rejected
 * - `health-gate-failed`: a bake between two steps found the gaining site unhealthy or
 * failing
 * - `service-held`: somebody else holds the service
 * - `evacuation-active`, `evacuation-not-active`: an evacuation of the same platform is
 * under way, or this one is over
 * - `nothing-to-move`: the platform has no service that an evacuation could move
 * - `not-found`: nothing of that id that the caller may see
 * - `replication-state`: the replication's state does not allow the action
 * - `replication-not-caught-up`: the replication does not catch up within the time
 * - `idempotency-key-reused`: the same Idempotency-Key came with a different request
 * - `invalid-request`, `not-permitted`: the request, or who sent it
 *
 * @public
 */
export type ProblemCode =
  | 'annotation-missing'
  | 'annotation-malformed'
  | 'platform-unknown'
  | 'service-not-found'
  | 'entity-tag-mismatch'
  | 'rule-not-hybrid'
  | 'aws-credentials-missing'
  | 'aws-credentials-expired'
  | 'aws-access-denied'
  | 'aws-throttled'
  | 'aws-unreachable'
  | 'aws-failed'
  | 'aws-refused'
  | 'snapshot-unavailable'
  | 'database-unavailable'
  | 'catalog-unavailable'
  | 'permissions-unavailable'
  | 'shift-active'
  | 'safety-rule-failed'
  | 'verification-failed'
  | 'rule-changed'
  | 'rules-diverged'
  | 'interrupted'
  | 'shift-not-active'
  | 'approval-own'
  | 'approval-expired'
  | 'approval-rejected'
  | 'health-gate-failed'
  | 'service-held'
  | 'evacuation-active'
  | 'evacuation-not-active'
  | 'nothing-to-move'
  | 'not-found'
  | 'replication-state'
  | 'replication-not-caught-up'
  | 'idempotency-key-reused'
  | 'invalid-request'
  | 'not-permitted';

/**
 * Every {@link ProblemCode}, in the order of the contract.
 *
 * @public
 */
export const PROBLEM_CODES = [
  'annotation-missing',
  'annotation-malformed',
  'platform-unknown',
  'service-not-found',
  'entity-tag-mismatch',
  'rule-not-hybrid',
  'aws-credentials-missing',
  'aws-credentials-expired',
  'aws-access-denied',
  'aws-throttled',
  'aws-unreachable',
  'aws-failed',
  'aws-refused',
  'snapshot-unavailable',
  'database-unavailable',
  'catalog-unavailable',
  'permissions-unavailable',
  'shift-active',
  'safety-rule-failed',
  'verification-failed',
  'rule-changed',
  'rules-diverged',
  'interrupted',
  'shift-not-active',
  'approval-own',
  'approval-expired',
  'approval-rejected',
  'health-gate-failed',
  'service-held',
  'evacuation-active',
  'evacuation-not-active',
  'nothing-to-move',
  'not-found',
  'replication-state',
  'replication-not-caught-up',
  'idempotency-key-reused',
  'invalid-request',
  'not-permitted',
] as const;

/**
 * What is wrong, in a form that tells people what to do about it. An error's answer carries one as `error.problem`, and a stale snapshot the one that keeps it from being refreshed.
 *
 * @public
 */
export interface Problem {
  code: ProblemCode;
  /** One sentence: what is wrong, naming the field, tag or permission at fault. */
  message: string;
  /** One sentence: what a person can do about it. */
  remedy: string;
}

/**
 * The answer to a request that was refused or failed.
 *
 * @public
 */
export interface ErrorBody {
  error: {
    name: string;
    message: string;
    problem?: Problem;
    /** What every safety rule said, when one refused a shift. */
    rules?: SafetyRuleResult[];
    /** The plan as it is now, when the one that the caller has read is out of date. */
    plan?: Plan;
    /** The same, of an evacuation. */
    evacuationPlan?: EvacuationPlan;
  };
  request?: {
    method: string;
    url: string;
  };
  response: {
    statusCode: number;
  };
}

/**
 * How old the view of AWS is that an answer was made from.
 *
 * @public
 */
export interface SnapshotInfo {
  /** ISO time since which what is shown may have changed: when the last successful refresh began, or the look-up of a part that could not be looked up again since. */
  takenAt: string;
  /** Seconds since then, at the time of the answer. */
  ageSeconds: number;
  /** The last refresh failed, so what is shown may be out of date. */
  stale: boolean;
  /** Why the last refresh failed; only when stale. */
  problem?: Problem;
}

/**
 * One deployed hybrid platform, as listed.
 *
 * @public
 */
export interface PlatformSummary {
  id: string;
  accountId: string;
  region: string;
  /** Number of services found by tags; absent while there is no snapshot. */
  services?: number;
  snapshot?: SnapshotInfo;
  /** Why there is no snapshot at all; only when `snapshot` is absent. */
  problem?: Problem;
}

/**
 * The platforms that the caller may see.
 *
 * @public
 */
export interface PlatformList {
  items: PlatformSummary[];
}

/**
 * What looks at the targets of some services say of a site.
 *
 * @public
 */
export interface SiteLooks {
  /** Of so many services, the targets at the site were looked at. */
  looked: number;
  /** So many of these have no healthy target there. */
  down: number;
  /** When the first of these looks was. */
  since: string;
}

/**
 * Everything about one platform.
 *
 * @public
 */
export interface PlatformStatus {
  /** How many of the services whose targets were looked at last are down at a site. In each refresh some are looked at in turn, so that a site that is lost is seen at once. */
  siteLooks?: {
    'on-prem'?: SiteLooks;
    aws?: SiteLooks;
  };
  id: string;
  accountId: string;
  region: string;
  /** Number of services found by tags; absent while there is no snapshot. */
  services?: number;
  snapshot: SnapshotInfo;
  /** Why there is no snapshot at all; only when `snapshot` is absent. */
  problem?: Problem;
  /** Only the services that the caller may read. */
  serviceStatuses: ServiceStatus[];
  /** Services that cannot be shown: those that the caller may read, and with the platform entity's read permission also those that no entity is known of. */
  brokenServices: BrokenService[];
  tunnels: TunnelStatus[];
  replications: ReplicationStatus[];
  dns: DnsRecordStatus[];
  /** What could not be looked up, and never was before: it is empty above, which does not say that there is none. Absent when all was looked up. */
  notKnown?: PlatformPart[];
}

/**
 * What a platform has besides its services.
 *
 * @public
 */
export type PlatformPart = 'tunnels' | 'replications' | 'dns';

/**
 * Every {@link PlatformPart}, in the order of the contract.
 *
 * @public
 */
export const PLATFORM_PARTS = ['tunnels', 'replications', 'dns'] as const;

/**
 * A service whose listener rule or tags are not as they must be, so that it can neither be shown nor shifted.
 *
 * @public
 */
export interface BrokenService {
  service: string;
  problem: Problem;
}

/**
 * Health in one word, for a site or an alarm's subject.
 *
 * @public
 */
export type HealthState = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

/**
 * Every {@link HealthState}, in the order of the contract.
 *
 * @public
 */
export const HEALTH_STATES = [
  'healthy',
  'degraded',
  'unhealthy',
  'unknown',
] as const;

/**
 * One VPN tunnel of a platform.
 *
 * @public
 */
export interface TunnelStatus {
  connectionId: string;
  /** Empty when AWS does not tell the connection's tunnels. */
  outsideIpAddress: string;
  state: 'up' | 'down' | 'unknown';
  /** ISO time of the last change of state. */
  since?: string;
  message?: string;
}

/**
 * What can be done to a replication. `start` picks the right one of DMS's start types itself.
 *
 * @public
 */
export type ReplicationActionName = 'start' | 'stop' | 'reload' | 'test';

/**
 * Every {@link ReplicationActionName}, in the order of the contract.
 *
 * @public
 */
export const REPLICATION_ACTION_NAMES = [
  'start',
  'stop',
  'reload',
  'test',
] as const;

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
 * Every {@link ReplicationStartType}, in the order of the contract.
 *
 * @public
 */
export const REPLICATION_START_TYPES = [
  'start-replication',
  'resume-processing',
  'reload-target',
] as const;

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
  /**
   * The last connection test; `untested` when there was none.
   */
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
  /**
   * A task on a replication instance, or DMS Serverless.
   */
  type: 'task' | 'serverless';
  /** DMS's own state, such as `running` or `stopped`. */
  state: string;
  /** `full-load`, `cdc` or `full-load-and-cdc`. */
  migrationType: string;
  fullLoadProgressPercent?: number;
  /** Seconds by which the target trailed the source when it was measured last; absent when there is no measurement, or when the last one is more than five minutes old. */
  lagSeconds?: number;
  /** When the lag was measured last: the beginning of CloudWatch's minute. Without `lagSeconds`, that is too long ago to say anything about now. */
  lagMeasuredAt?: string;
  /** Why the lag could not be looked up, as a sentence; everything else is as DMS tells it. */
  lagProblem?: string;
  /** The site that receives the data, when it is known. */
  receivingSite?: Site;
  tables?: TableCounts;
  endpoints: ReplicationEndpointStatus[];
  lastFailureMessage?: string;
  stopReason?: string;
  /** What the failure or stop means, and what to do about it. */
  problem?: {
    message: string;
    remedy: string;
  };
  actions: ReplicationActionStatus[];
  /** The entity whose permission `hybrid.replication.control` the actions need; absent when the replication's tag `hybrid-platform:entity` is missing, and then nobody may act. */
  entityRef?: string;
}

/**
 * The replications of a platform.
 *
 * @public
 */
export interface ReplicationList {
  items: ReplicationStatus[];
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
  /** ISO time, in UTC. */
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
  tables: {
    schema: string;
    table: string;
  }[];
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
  /**
   * `unknown` when it could not be asked; the evidence says why.
   */
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
  /** ISO time, in UTC. */
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

/**
 * One DNS record that leads to the platform.
 *
 * @public
 */
export interface DnsRecordStatus {
  name: string;
  type: string;
  zone: string;
  target: string;
  health: HealthState;
}

/**
 * One CloudWatch alarm that watches a service.
 *
 * @public
 */
export interface AlarmStatus {
  name: string;
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** The site that the alarm watches, where it watches one. */
  site?: Site;
  description?: string;
  reason?: string;
  /** ISO time of the last change of state. */
  since?: string;
}

/**
 * The targets of one site's target group, counted.
 *
 * @public
 */
export interface TargetCounts {
  healthy: number;
  /** Those that are there to serve, so without what is left out. */
  total: number;
  /** Why targets are not healthy or are left out, by the ELB reason code, such as `Target.FailedHealthChecks`. */
  reasons: {
    [key: string]: number;
  };
  /** Of the total, those of which nothing is known: too new for their first health checks, or of a group without any. Absent when there is none. */
  unknown?: number;
  /** Targets that are not in the total, as they get no new request and so say nothing of the site: deregistering (draining), not in use (unused), or in a zone that was shifted away. Absent when there is none. */
  leftOut?: number;
}

/**
 * One site of one service.
 *
 * @public
 */
export interface SiteStatus {
  /** The weight set on the listener rule now, 0–999. */
  weight: number;
  /** The weight in the steady state, 0–999; absent when the target groups' tags do not say. Then there is no reset, and everything else works. */
  defaultWeight?: number;
  /** The set weight as a percentage of the sum, 0–100. */
  share: number;
  /** The percentage of requests that the site really served over the window; absent without requests. */
  actualShare?: number;
  /** Requests served over the window. */
  requests?: number;
  /** Responses of 5xx and connection errors over the window. */
  errors?: number;
  health: HealthState;
  /** When the health was so, in the view of a platform, where metrics tell of most services a minute or more late. Absent where it was looked up for this answer. */
  healthAt?: string;
  /** Absent when nobody has counted them; that is not the same as none. */
  targets?: TargetCounts;
}

/**
 * A hold: nobody but its holder, and no automation, may shift until it expires.
 *
 * @public
 */
export interface Hold {
  /** User ref of the holder; `somebody unknown` when the rule's tag names nobody. Such a hold binds everybody. */
  by: string;
  /** ISO time at which it expires. */
  until: string;
  /** Why; absent for a hold that was not set through Backstage. */
  reason?: string;
  /** ISO time at which it was set through Backstage. */
  since?: string;
}

/**
 * A hold as it is asked for.
 *
 * @public
 */
export interface HoldRequest {
  /** How long from now, from a minute to a week. */
  durationSeconds: number;
  /** Why, 1 to 1024 characters; kept and shown in the history. */
  reason: string;
}

/**
 * Whether all of a service's traffic could go to a site, by the safety rules.
 *
 * @public
 */
export interface SiteReadiness {
  ready: boolean;
  /** The rules that failed. */
  failed: SafetyRuleResult[];
  /** ISO time at which it was evaluated. */
  checkedAt: string;
}

/**
 * Weights that neither the last shift nor automation explains, nor, where neither a shift nor automation has moved the service away from them, the default weights. Or a share of target groups of neither site that is greater than when a shift moved the service away.
 *
 * @public
 */
export interface Drift {
  expected: Weights;
  actual: Weights;
  /** With `elsewhereShare` only: percentage of the requests that would go to target groups of neither site, had nobody changed the rule since the shift. */
  expectedElsewhereShare?: number;
  /** Percentage of the requests that goes to target groups of neither site now. Absent where the weights are what drifted. */
  elsewhereShare?: number;
  /** ISO time at which it was first seen. */
  since?: string;
  /** Who changed the rule, as far as AWS tells: a user, a role session or a Lambda function. */
  changedBy?: {
    /** Such as `arn:aws:sts::111122223333:assumed-role/Admin/mina`. */
    principal: string;
    /** ISO time of the change. */
    at: string;
    /** Request id of the change. */
    awsRequestId?: string;
  };
}

/**
 * One time that the platform's own automation, the failover Lambdas, moved a service to AWS, and what became of it: one, however many listener rules the service has, and however often on-prem came and went in it. Known from the tags that the Lambdas leave on the rules, so also where Backstage was down meanwhile.
 *
 * @public
 */
export interface AutomationMove {
  kind: 'automation';
  id: string;
  platform: string;
  service: string;
  /** Ref of the entity that could operate the service at that time, if its rules named one. */
  entityRef?: string;
  /**
   * `left` when somebody else changed the weights or took the service over.
   */
  state: 'failed-over' | 'recovering' | 'returned' | 'left';
  /** ISO time, in UTC. */
  movedAt: string;
  /** It was then or earlier; nobody knows when. */
  movedAtLatest?: boolean;
  /** The function that did it, where it is known. */
  movedBy?: string;
  /** The weights before, where they are known. */
  from?: Weights;
  to: Weights;
  /** Since when on-prem is healthy again, while that is waited out. */
  recoveringSince?: string;
  /** ISO time, in UTC. */
  endedAt?: string;
  /** It was then or earlier; nobody knows when. */
  endedAtLatest?: boolean;
  /** The function that did it or noticed it, where it is known. */
  endedBy?: string;
  /** The weights from then on, where they are known. */
  endedWith?: Weights;
  /** When Backstage saw it first, which may be long afterwards. */
  seenAt: string;
}

/**
 * What the platform's own automation, the failover Lambdas, did to a service and has not undone yet: moved its traffic to AWS, or found on-prem healthy and waits before moving it back.
 *
 * @public
 */
export interface AutomationStatus {
  state: 'failed-over' | 'recovering';
  /** ISO time, in UTC. */
  since: string;
}

/**
 * How a service is served at this moment.
 *
 * @public
 */
export interface ServiceStatus {
  /** Ref of the entity that may operate the service. */
  entityRef: string;
  platform: string;
  service: string;
  sites: {
    'on-prem': SiteStatus;
    aws: SiteStatus;
  };
  /** The window of `actualShare`, `requests` and `errors`, in seconds. */
  windowSeconds: number;
  /** Present when nothing of ours explains the weights: somebody or something else wrote the listener rule. */
  drift?: Drift;
  /** True when the service has several listener rules and they do not have the same weights; then `sites` has those of the first one, and `rules` has all. Only a failover or a reset can be made, which makes them the same again. */
  diverged?: boolean;
  /** Its listener rules, such as one for HTTP and one for HTTPS, or those of an internal and of a public load balancer. They are moved together. Absent where there is one. */
  rules?: ListenerRuleStatus[];
  /** Listener rules that are tagged with the service and forward to no target group, such as a redirect to HTTPS. A shift does not change them, and they keep none back. Absent where there are none. */
  idleRules?: IdleListenerRule[];
  /** The percentage of requests that the weights send to target groups of neither site, at the rule where that is most. A shift leaves them alone. Absent when there are none. */
  elsewhereShare?: number;
  /** For so many seconds the load balancer's cookie keeps a client at the target group that it was sent to, whatever the weights become. Absent where it is off. */
  stickinessSeconds?: number;
  hold?: Hold;
  /** Could all traffic go to this site? Absent until the background evaluation has asked. */
  readiness?: {
    'on-prem': SiteReadiness;
    aws: SiteReadiness;
  };
  /** Present while the weights are what automation set, until it resets them or a person shifts. */
  automation?: AutomationStatus;
  /** Tags that cannot be read, and so do not count: a hold that nobody obeys, default weights that nobody knows. Absent when there is none. */
  tagProblems?: Problem[];
  alarms: AlarmStatus[];
  /** Why CloudWatch could not be asked about the alarms. Those in `alarms` are then as they were seen last, of which there may be none, and one that was OK may ring by now. */
  alarmsProblem?: Problem;
  activeShift?: ShiftSummary;
  lastShift?: ShiftSummary;
  snapshot: SnapshotInfo;
}

/**
 * One of several listener rules of a service.
 *
 * @public
 */
export interface ListenerRuleStatus {
  arn: string;
  /** The name of the Application Load Balancer that it is of. */
  loadBalancer: string;
  /** Protocol and port of its listener, such as `HTTPS:443`; absent when they are not known. */
  listener?: string;
  weights: Weights;
  /** The percentage that goes to target groups of neither site; absent when there are none. */
  elsewhereShare?: number;
}

/**
 * A listener rule that forwards to no target group.
 *
 * @public
 */
export interface IdleListenerRule {
  arn: string;
  /** The name of the Application Load Balancer that it is of. */
  loadBalancer: string;
  /** Protocol and port of its listener, such as `HTTP:80`; absent when they are not known. */
  listener?: string;
  /** What it does with a request, as Elastic Load Balancing calls it, such as `redirect` or `fixed-response`. */
  action: string;
}

/**
 * The weights of one of several listener rules.
 *
 * @public
 */
export interface RuleWeights {
  /** The ARN of the listener rule. */
  rule: string;
  weights: Weights;
  /**
   * Format: date-time
   * When the shift found the rule, which the service did not have when the shift began; absent for the others.
   */
  joinedAt?: string;
}

/**
 * What one safety rule said.
 *
 * @public
 */
export interface SafetyRuleResult {
  id: SafetyRuleId;
  /** Short name, for a list. */
  title: string;
  passed: boolean;
  /** Why it passed or failed, with the figures it was decided on. */
  explanation: string;
  /** What a person can do about a failure; only when failed. */
  remedy?: string;
  /** Whether a failure can be forced with the permission `hybrid.traffic.force`. */
  forceable: boolean;
  /** It failed and was forced. */
  forced?: boolean;
  /** Seconds of writes that may be lost when the traffic moves now: the lag when it was measured last, and the time since. Only from `replication-caught-up`, and absent when nobody knows. */
  writesAtRiskSeconds?: number;
}

/**
 * The checks that a shift must pass before it touches anything.
 *
 * @public
 */
export type SafetyRuleId =
  | 'gaining-site-healthy'
  | 'never-dark'
  | 'no-active-shift'
  | 'owner-matches'
  | 'not-held'
  | 'replication-caught-up'
  | 'cooldown'
  | 'plan-is-current';

/**
 * Every {@link SafetyRuleId}, in the order of the contract.
 *
 * @public
 */
export const SAFETY_RULE_IDS = [
  'gaining-site-healthy',
  'never-dark',
  'no-active-shift',
  'owner-matches',
  'not-held',
  'replication-caught-up',
  'cooldown',
  'plan-is-current',
] as const;

/**
 * `failover` moves all traffic to one site, `reset` returns to the default weights, `custom` sets any weights, `drill` resets itself after a time.
 *
 * @public
 */
export type ShiftKind = 'failover' | 'reset' | 'custom' | 'drill';

/**
 * Every {@link ShiftKind}, in the order of the contract.
 *
 * @public
 */
export const SHIFT_KINDS = ['failover', 'reset', 'custom', 'drill'] as const;

/**
 * One step of a `custom` shift, as it is asked for.
 *
 * @public
 */
export interface StepRequest {
  /** Percentage of the traffic that AWS is to serve, a whole number. */
  aws: number;
  /** Seconds for which these weights must prove themselves before the next step; on the last step, before the shift counts as succeeded. Without it the verification alone decides. */
  bakeSeconds?: number;
}

/**
 * Where the traffic is to go, member by member. Which of them belong together is said in words, of the kind.
 *
 * @public
 */
export interface PlanFields {
  /** `failover` needs `to`, `custom` needs `weights` or `steps`, `drill` needs `to` and `durationSeconds`, `reset` needs nothing; what a kind does not need must not be given. */
  kind: ShiftKind;
  to?: Site;
  weights?: Weights;
  steps?: StepRequest[];
  /** Seconds after which a drill returns to the weights from before. */
  durationSeconds?: number;
}

/**
 * A plan to be carried out, and why.
 *
 * @public
 */
export interface ShiftFields {
  /** `failover` needs `to`, `custom` needs `weights` or `steps`, `drill` needs `to` and `durationSeconds`, `reset` needs nothing; what a kind does not need must not be given. */
  kind: ShiftKind;
  to?: Site;
  weights?: Weights;
  steps?: StepRequest[];
  /** Seconds after which a drill returns to the weights from before. */
  durationSeconds?: number;
  /** Why, 1 to 1024 characters; kept and shown in the history. */
  reason: string;
  /** The safety rules that may fail: the caller has read what each says and takes the responsibility. Needs the permission `hybrid.traffic.force`. A rule that is not forceable stays what it is. */
  force?: SafetyRuleId[];
  planned?: PlanBasis;
}

/**
 * What the plan was made from that the caller has read: its members `from`, `fromRules`, `to` and `elsewhereShare`. With it the safety rule `plan-is-current` refuses the shift, and answers with the new plan, when the world has moved since, unless it moved the way that was asked for.
 *
 * @public
 */
export interface PlanBasis {
  from: Weights;
  fromRules?: RuleWeights[];
  to?: Weights;
  /** The plan's percentage of requests that go to target groups of neither site; 0 where the plan has none. Absent, the shift is not refused for it. */
  elsewhereShare?: number;
}

/**
 * How to abort a shift.
 *
 * @public
 */
export interface AbortRequest {
  /** Whether to set the weights from before again. Without it the weights stay as they are. A drill always returns. */
  rollBack: boolean;
}

/**
 * One step of a shift.
 *
 * @public
 */
export interface ShiftStep {
  weights: Weights;
  /** Seconds for which the weights must prove themselves after they are verified. */
  bakeSeconds: number;
}

/**
 * A shift evaluated without being made.
 *
 * @public
 */
export interface Plan {
  entityRef: string;
  kind: ShiftKind;
  /** The weights now; of a service whose rules disagree, those of the one that moves most. */
  from: Weights;
  /** The weights now, rule by rule; only where the service's rules disagree. A shift adds those that the service gets in the middle of it, and gives them their own back. */
  fromRules?: RuleWeights[];
  /** The weights of the last step; for a drill, those during the drill. */
  to: Weights;
  /** The percentage of requests that go to target groups of neither site after the shift, which leaves them alone; at the rule where that is most. Absent when there are none. */
  elsewhereShare?: number;
  /** For so many seconds clients may stay at the site that loses the traffic, because the load balancer's cookie keeps them at their target group. Absent where it is off. */
  stickinessSeconds?: number;
  /** What would be set, in order; at least one. */
  steps: ShiftStep[];
  /** Seconds after which a drill returns to `from`; only for a drill. */
  durationSeconds?: number;
  /** Every safety rule's result. */
  rules: SafetyRuleResult[];
  /** Whether all rules passed, not counting what was forced. */
  allowed: boolean;
  /** Whether each rule that failed can be forced; true when none failed. */
  forceable: boolean;
  /** Somebody else has to approve before anything is touched. */
  approvalRequired: boolean;
  /** ISO time, in UTC. */
  evaluatedAt: string;
}

/**
 * Where a shift is on its way from start to verified end.
 *
 * @public
 */
export type ShiftState =
  | 'planned'
  | 'awaiting-approval'
  | 'running'
  | 'verifying'
  | 'succeeded'
  | 'failed'
  | 'aborted'
  | 'rolled-back';

/**
 * Every {@link ShiftState}, in the order of the contract.
 *
 * @public
 */
export const SHIFT_STATES = [
  'planned',
  'awaiting-approval',
  'running',
  'verifying',
  'succeeded',
  'failed',
  'aborted',
  'rolled-back',
] as const;

/**
 * What can happen to a shift.
 *
 * @public
 */
export type ShiftEventType =
  | 'requested'
  | 'plan-evaluated'
  | 'rule-forced'
  | 'refused'
  | 'approval-requested'
  | 'approved'
  | 'rejected'
  | 'taken-over'
  | 'abort-requested'
  | 'step-started'
  | 'rule-read'
  | 'weights-written'
  | 'weights-confirmed'
  | 'verified'
  | 'verification-failed'
  | 'baking'
  | 'gate-passed'
  | 'gate-failed'
  | 'returning'
  | 'returned'
  | 'rolled-back'
  | 'succeeded'
  | 'failed'
  | 'aborted';

/**
 * Every {@link ShiftEventType}, in the order of the contract.
 *
 * @public
 */
export const SHIFT_EVENT_TYPES = [
  'requested',
  'plan-evaluated',
  'rule-forced',
  'refused',
  'approval-requested',
  'approved',
  'rejected',
  'taken-over',
  'abort-requested',
  'step-started',
  'rule-read',
  'weights-written',
  'weights-confirmed',
  'verified',
  'verification-failed',
  'baking',
  'gate-passed',
  'gate-failed',
  'returning',
  'returned',
  'rolled-back',
  'succeeded',
  'failed',
  'aborted',
] as const;

/**
 * One thing that happened to a shift.
 *
 * @public
 */
export interface ShiftEvent {
  /** 1, 2, 3 … within the shift. */
  sequence: number;
  /** ISO time, in UTC. */
  at: string;
  type: ShiftEventType;
  message: string;
  /** The step that the event is about, 1, 2, 3 …; absent when it is about the whole shift. */
  step?: number;
  /** Weights that the event is about. */
  weights?: Weights;
  /** Request id by which AWS support finds the call. */
  awsRequestId?: string;
}

/**
 * How far a shift is that is under way.
 *
 * @public
 */
export interface ShiftProgress {
  /** The step that is being carried out, 1, 2, 3 … */
  step: number;
  /** How many there are. */
  steps: number;
  /** ISO time at which the bake of this step, or the drill, ends; only while it lasts. */
  until?: string;
}

/**
 * The approval that a shift needs, or had.
 *
 * @public
 */
export interface ShiftApproval {
  /** ISO time until which it can be approved; then the shift is aborted. */
  until: string;
  /** Who approved or rejected it. */
  by?: string;
  decision?: 'approved' | 'rejected';
  /** ISO time of the decision. */
  at?: string;
}

/**
 * A shift without its events.
 *
 * @public
 */
export interface ShiftSummary {
  id: string;
  entityRef: string;
  platform: string;
  service: string;
  kind: ShiftKind;
  state: ShiftState;
  reason: string;
  /** User ref, or the ref of the service that asked. */
  requestedBy: string;
  from: Weights;
  to: Weights;
  /** As of its `Plan`: the percentage of requests that went to target groups of neither site with the weights `to`. Absent when there were none. */
  elsewhereShare?: number;
  /** ISO time, in UTC. */
  createdAt: string;
  /** ISO time; only in a final state. */
  endedAt?: string;
  /** Seconds from the request (or its approval) to the moment at which the last step's weights were verified. For a drill, this is how long a failover takes. */
  recoveryTimeSeconds?: number;
  /** Seconds from the end of a drill to the moment at which the old weights were verified. */
  returnTimeSeconds?: number;
  /** Why it did not succeed. */
  problem?: Problem;
  /** Only while it is under way. */
  progress?: ShiftProgress;
  /** Only when it needs or needed one. */
  approval?: ShiftApproval;
  /** Somebody asked to abort it, and it has not ended yet. */
  aborting?: boolean;
  /** The safety rules that failed and were forced. */
  forced?: SafetyRuleId[];
  /** The evacuation that it is a part of. */
  evacuationId?: string;
}

/**
 * A shift with its plan and all its events.
 *
 * @public
 */
export interface Shift {
  id: string;
  entityRef: string;
  platform: string;
  service: string;
  kind: ShiftKind;
  state: ShiftState;
  reason: string;
  /** User ref, or the ref of the service that asked. */
  requestedBy: string;
  from: Weights;
  to: Weights;
  /** As of its `Plan`: the percentage of requests that went to target groups of neither site with the weights `to`. Absent when there were none. */
  elsewhereShare?: number;
  /** ISO time, in UTC. */
  createdAt: string;
  /** ISO time; only in a final state. */
  endedAt?: string;
  /** Seconds from the request (or its approval) to the moment at which the last step's weights were verified. For a drill, this is how long a failover takes. */
  recoveryTimeSeconds?: number;
  /** Seconds from the end of a drill to the moment at which the old weights were verified. */
  returnTimeSeconds?: number;
  /** Why it did not succeed. */
  problem?: Problem;
  /** Only while it is under way. */
  progress?: ShiftProgress;
  /** Only when it needs or needed one. */
  approval?: ShiftApproval;
  /** Somebody asked to abort it, and it has not ended yet. */
  aborting?: boolean;
  /** The safety rules that failed and were forced. */
  forced?: SafetyRuleId[];
  /** The evacuation that it is a part of. */
  evacuationId?: string;
  plan: Plan;
  events: ShiftEvent[];
}

/**
 * One page of shifts, newest first.
 *
 * @public
 */
export interface ShiftPage {
  items: ShiftSummary[];
  /** Give it as `cursor` to get the next page; absent on the last one. */
  nextCursor?: string;
  /** What automation moved in the time of this page, newest first: after the last shift of the page before, down to the last one of this page, or to the beginning. */
  automation?: AutomationMove[];
}

/**
 * Which site to leave, and which services of it.
 *
 * @public
 */
export interface EvacuationPlanRequest {
  /** The site that all traffic leaves. */
  off: Site;
  /** Names of services; all of the platform's without it. */
  services?: string[];
}

/**
 * An evacuation to be carried out, and why. Each shift carries the reason, and what is forced is forced for every service.
 *
 * @public
 */
export interface EvacuationRequest {
  /** The site that all traffic leaves. */
  off: Site;
  /** Names of services; all of the platform's without it. */
  services?: string[];
  /** Why, 1 to 1024 characters; kept and shown in the history. */
  reason: string;
  /** The safety rules that may fail: the caller has read what each says and takes the responsibility. Needs the permission `hybrid.traffic.force`. A rule that is not forceable stays what it is. */
  force?: SafetyRuleId[];
  /** The weights of each service in the plan that the caller has read. With it the evacuation is refused, and answered with the new plan, when there are other services by now, or services whose traffic has moved towards the site that is to be left. */
  planned?: PlannedService[];
}

/**
 * One service of an evacuation's plan, with its weights then.
 *
 * @public
 */
export interface PlannedService {
  service: string;
  from: Weights;
}

/**
 * What a plan says of one service. `shift`: it would be moved; `nothing-to-do`: the site has no weight already; `refused`: a safety rule fails; `not-permitted`: the caller may not shift it.
 *
 * @public
 */
export type EvacuationVerdict =
  | 'shift'
  | 'nothing-to-do'
  | 'refused'
  | 'not-permitted';

/**
 * Every {@link EvacuationVerdict}, in the order of the contract.
 *
 * @public
 */
export const EVACUATION_VERDICTS = [
  'shift',
  'nothing-to-do',
  'refused',
  'not-permitted',
] as const;

/**
 * One service of an evacuation's plan.
 *
 * @public
 */
export interface EvacuationPlanItem {
  service: string;
  entityRef: string;
  from: Weights;
  to: Weights;
  /** The weights now, rule by rule; only where the service's rules disagree. */
  fromRules?: RuleWeights[];
  /** As of a `Plan`: what goes to target groups of neither site after the shift. Absent when there are none. */
  elsewhereShare?: number;
  /** As of a `Plan`: for how long clients may stay at the site that loses the traffic. Absent where stickiness is off. */
  stickinessSeconds?: number;
  verdict: EvacuationVerdict;
  /** The safety rules that failed. */
  failed: SafetyRuleResult[];
}

/**
 * One plan for all services of a site.
 *
 * @public
 */
export interface EvacuationPlan {
  platform: string;
  off: Site;
  /** ISO time, in UTC. */
  evaluatedAt: string;
  items: EvacuationPlanItem[];
  /** Number of services by verdict. */
  counts: {
    shift: number;
    'nothing-to-do': number;
    refused: number;
    'not-permitted': number;
  };
  /** Seconds that it will take at the rate that AWS allows. */
  estimatedSeconds: number;
}

/**
 * Where one service of an evacuation is.
 *
 * @public
 */
export type EvacuationItemState =
  | 'pending'
  | 'shifting'
  | 'succeeded'
  | 'nothing-to-do'
  | 'refused'
  | 'not-permitted'
  | 'failed'
  | 'aborted';

/**
 * Every {@link EvacuationItemState}, in the order of the contract.
 *
 * @public
 */
export const EVACUATION_ITEM_STATES = [
  'pending',
  'shifting',
  'succeeded',
  'nothing-to-do',
  'refused',
  'not-permitted',
  'failed',
  'aborted',
] as const;

/**
 * What became of one service of an evacuation.
 *
 * @public
 */
export interface EvacuationItem {
  service: string;
  entityRef: string;
  state: EvacuationItemState;
  shiftId?: string;
  /** Seconds from the evacuation's request to the verified end. */
  recoveryTimeSeconds?: number;
  problem?: Problem;
}

/**
 * Where an evacuation is. It is `completed` when every service has its result, whatever that is; the counts say how it went.
 *
 * @public
 */
export type EvacuationState = 'running' | 'aborting' | 'aborted' | 'completed';

/**
 * Every {@link EvacuationState}, in the order of the contract.
 *
 * @public
 */
export const EVACUATION_STATES = [
  'running',
  'aborting',
  'aborted',
  'completed',
] as const;

/**
 * An evacuation without its items.
 *
 * @public
 */
export interface EvacuationSummary {
  id: string;
  platform: string;
  off: Site;
  state: EvacuationState;
  reason: string;
  requestedBy: string;
  /** ISO time, in UTC. */
  createdAt: string;
  /** ISO time; only when completed or aborted. */
  endedAt?: string;
  /** Services per second over the last moments; only while running. */
  rate?: number;
  /** How many shifts are allowed at once now; adapts to throttling. Only while running. */
  concurrency?: number;
  /** Number of services by state. */
  counts: {
    pending: number;
    shifting: number;
    succeeded: number;
    'nothing-to-do': number;
    refused: number;
    'not-permitted': number;
    failed: number;
    aborted: number;
  };
}

/**
 * An evacuation with each service's result.
 *
 * @public
 */
export interface Evacuation {
  id: string;
  platform: string;
  off: Site;
  state: EvacuationState;
  reason: string;
  requestedBy: string;
  /** ISO time, in UTC. */
  createdAt: string;
  /** ISO time; only when completed or aborted. */
  endedAt?: string;
  /** Services per second over the last moments; only while running. */
  rate?: number;
  /** How many shifts are allowed at once now; adapts to throttling. Only while running. */
  concurrency?: number;
  /** Number of services by state. */
  counts: {
    pending: number;
    shifting: number;
    succeeded: number;
    'nothing-to-do': number;
    refused: number;
    'not-permitted': number;
    failed: number;
    aborted: number;
  };
  items: EvacuationItem[];
}

/**
 * The evacuations of a platform, newest first.
 *
 * @public
 */
export interface EvacuationList {
  items: EvacuationSummary[];
}

/**
 * What one site of a service served in one period.
 *
 * @public
 */
export interface SiteTraffic {
  requests: number;
  errors: number;
}

/**
 * What the sites of a service served in one period.
 *
 * @public
 */
export interface TrafficPoint {
  /** ISO time at which the period begins. */
  at: string;
  sites: {
    'on-prem': SiteTraffic;
    aws: SiteTraffic;
  };
}

/**
 * Requests and errors of a service over time, for charts, and the shifts in that time.
 *
 * @public
 */
export interface TrafficHistory {
  /** ISO time, in UTC. */
  from: string;
  /** ISO time, in UTC. */
  to: string;
  /** Length of a period, in seconds. */
  periodSeconds: number;
  /** Oldest first. A period without data is left out. */
  points: TrafficPoint[];
  /** Shifts that were under way in that time, oldest first. */
  shifts: ShiftSummary[];
  /** What automation had moved in that time, oldest first. */
  automation?: AutomationMove[];
}

/**
 * Every type of the contract, by its schema's name in openapi.yaml.
 *
 * @public
 */
export interface ContractSchemas {
  Site: Site;
  Weights: Weights;
  ProblemCode: ProblemCode;
  Problem: Problem;
  Error: ErrorBody;
  SnapshotInfo: SnapshotInfo;
  PlatformSummary: PlatformSummary;
  PlatformList: PlatformList;
  SiteLooks: SiteLooks;
  PlatformStatus: PlatformStatus;
  PlatformPart: PlatformPart;
  BrokenService: BrokenService;
  HealthState: HealthState;
  TunnelStatus: TunnelStatus;
  ReplicationActionName: ReplicationActionName;
  ReplicationStartType: ReplicationStartType;
  ReplicationActionStatus: ReplicationActionStatus;
  ReplicationEndpointStatus: ReplicationEndpointStatus;
  TableCounts: TableCounts;
  ReplicationStatus: ReplicationStatus;
  ReplicationList: ReplicationList;
  ReplicationTable: ReplicationTable;
  ReplicationTablePage: ReplicationTablePage;
  ReplicationStartRequest: ReplicationStartRequest;
  ReplicationReloadRequest: ReplicationReloadRequest;
  PreflightCheck: PreflightCheck;
  PreflightReport: PreflightReport;
  ReplicationActionResult: ReplicationActionResult;
  DnsRecordStatus: DnsRecordStatus;
  AlarmStatus: AlarmStatus;
  TargetCounts: TargetCounts;
  SiteStatus: SiteStatus;
  Hold: Hold;
  HoldRequest: HoldRequest;
  SiteReadiness: SiteReadiness;
  Drift: Drift;
  AutomationMove: AutomationMove;
  AutomationStatus: AutomationStatus;
  ServiceStatus: ServiceStatus;
  ListenerRuleStatus: ListenerRuleStatus;
  IdleListenerRule: IdleListenerRule;
  RuleWeights: RuleWeights;
  SafetyRuleResult: SafetyRuleResult;
  SafetyRuleId: SafetyRuleId;
  ShiftKind: ShiftKind;
  StepRequest: StepRequest;
  PlanRequest: PlanFields;
  ShiftRequest: ShiftFields;
  PlanBasis: PlanBasis;
  AbortRequest: AbortRequest;
  ShiftStep: ShiftStep;
  Plan: Plan;
  ShiftState: ShiftState;
  ShiftEventType: ShiftEventType;
  ShiftEvent: ShiftEvent;
  ShiftProgress: ShiftProgress;
  ShiftApproval: ShiftApproval;
  ShiftSummary: ShiftSummary;
  Shift: Shift;
  ShiftPage: ShiftPage;
  EvacuationPlanRequest: EvacuationPlanRequest;
  EvacuationRequest: EvacuationRequest;
  PlannedService: PlannedService;
  EvacuationVerdict: EvacuationVerdict;
  EvacuationPlanItem: EvacuationPlanItem;
  EvacuationPlan: EvacuationPlan;
  EvacuationItemState: EvacuationItemState;
  EvacuationItem: EvacuationItem;
  EvacuationState: EvacuationState;
  EvacuationSummary: EvacuationSummary;
  Evacuation: Evacuation;
  EvacuationList: EvacuationList;
  SiteTraffic: SiteTraffic;
  TrafficPoint: TrafficPoint;
  TrafficHistory: TrafficHistory;
}
