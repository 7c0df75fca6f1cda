/**
 * What is wrong, in a form that tells people what to do about it. The API's
 * error responses carry one as `error.problem`, and a stale snapshot carries the one that
 * keeps it from being refreshed.
 *
 * @public
 */
export type ProblemCode =
  /** The entity has no `hybrid-platform.io/service` annotation, or a malformed one. */
  | 'annotation-missing'
  | 'annotation-malformed'
  /** The annotation names a platform that is not in the `hybrid.platforms` configuration. */
  | 'platform-unknown'
  /** No listener rule of the platform has the service's tags. */
  | 'service-not-found'
  /** The rule's `hybrid-platform:entity` tag is missing or names another entity. */
  | 'entity-tag-mismatch'
  /** The rule does not forward to exactly one tagged target group per site. */
  | 'rule-not-hybrid'
  | 'aws-credentials-missing'
  | 'aws-credentials-expired'
  | 'aws-access-denied'
  | 'aws-throttled'
  | 'aws-unreachable'
  | 'aws-failed'
  /** The first look at AWS is not finished or never succeeded: nothing can be shown. */
  | 'snapshot-unavailable'
  /** Another shift of the same service is under way. */
  | 'shift-active'
  /** A safety rule failed. */
  | 'safety-rule-failed'
  /** The new weights were written but the site that gains traffic does not serve it. */
  | 'verification-failed'
  /** The rule changed between reading and writing, by somebody else. */
  | 'rule-changed'
  /** The backend stopped or failed while the shift was under way. */
  | 'interrupted'
  /** The shift is over, or is not waiting for what was asked. */
  | 'shift-not-active'
  /** The approver is the one who asked. */
  | 'approval-own'
  /** Nobody approved in time, or somebody rejected. */
  | 'approval-expired'
  | 'approval-rejected'
  /** A bake between two steps found the gaining site unhealthy or failing. */
  | 'health-gate-failed'
  /** Somebody else holds the service. */
  | 'service-held'
  /** An evacuation of the same platform is under way, or this one is over. */
  | 'evacuation-active'
  | 'evacuation-not-active'
  /** Nothing of that id that the caller may see. */
  | 'not-found'
  /** The replication's state does not allow the action. */
  | 'replication-state'
  /** The replication does not catch up within the time. */
  | 'replication-not-caught-up'
  /** The same `Idempotency-Key` came with a different request. */
  | 'idempotency-key-reused'
  | 'invalid-request'
  | 'not-permitted';

/**
 * See {@link ProblemCode}.
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
