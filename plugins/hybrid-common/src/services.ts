import type { SnapshotInfo } from './platforms';
import type { SafetyRuleResult } from './safety';
import type { ShiftSummary } from './shifts';
import type { Site, Weights } from './sites';

/**
 * Health in one word, for a site or an alarm's subject.
 *
 * @public
 */
export type HealthState = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

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
 * The registered targets of one site's target group, counted.
 *
 * @public
 */
export interface TargetCounts {
  healthy: number;
  total: number;
  /** Why targets are not healthy, by the ELB reason code, such as `Target.FailedHealthChecks`. */
  reasons: Record<string, number>;
}

/**
 * One site of one service.
 *
 * @public
 */
export interface SiteStatus {
  /** The weight set on the listener rule now, 0–999. */
  weight: number;
  /** The weight in the steady state, 0–999. */
  defaultWeight: number;
  /** The set weight as a percentage of the sum, 0–100. */
  share: number;
  /** The percentage of requests that the site really served over the window; absent without requests. */
  actualShare?: number;
  /** Requests served over the window. */
  requests?: number;
  /** Responses of 5xx and connection errors over the window. */
  errors?: number;
  health: HealthState;
  targets: TargetCounts;
}

/**
 * A hold: nobody but its holder, and no automation, may shift until it expires.
 *
 * @public
 */
export interface Hold {
  /** User ref of the holder. */
  by: string;
  /** ISO time at which it expires. */
  until: string;
  /** Why; absent for a hold that was not set through Backstage. */
  reason?: string;
  /** ISO time at which it was set through Backstage. */
  since?: string;
}

/**
 * How long a hold may last, in seconds: from one minute to a week.
 *
 * @public
 */
export const HOLD_SECONDS = { min: 60, max: 604_800 } as const;

/**
 * A hold as it is asked for.
 *
 * @public
 */
export interface HoldRequest {
  /** From now, {@link HOLD_SECONDS}. */
  durationSeconds: number;
  /** Why, 1 to 1024 characters. */
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
 * Weights that neither the default nor the last shift explains.
 *
 * @public
 */
export interface Drift {
  expected: Weights;
  actual: Weights;
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
 * What the platform's own automation, the failover Lambdas, did to a service and has not
 * undone yet: moved its traffic to AWS, or found on-prem healthy and waits before moving it back.
 *
 * @public
 */
export interface AutomationStatus {
  state: 'failed-over' | 'recovering';
  /** ISO time. */
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
  sites: Record<Site, SiteStatus>;
  /** The window of `actualShare`, `requests` and `errors`, in seconds. */
  windowSeconds: number;
  /** Present when the weights differ from the default and from the last shift. */
  drift?: Drift;
  /** Could all traffic go to this site? Absent until the background evaluation has asked. */
  readiness?: Record<Site, SiteReadiness>;
  hold?: Hold;
  /** Present while the weights are what automation set, until it resets them or a person shifts. */
  automation?: AutomationStatus;
  alarms: AlarmStatus[];
  activeShift?: ShiftSummary;
  lastShift?: ShiftSummary;
  snapshot: SnapshotInfo;
}
