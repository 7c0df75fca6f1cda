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
  | 'cooldown';

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
  /**
   * Seconds of writes that may be lost when the traffic moves now; only from
   * `replication-caught-up`, and absent when nobody knows.
   */
  writesAtRiskSeconds?: number;
}

/**
 * The rules that the permission `hybrid.traffic.force` can override. The others keep the
 * database, the entity and the load balancer consistent, and nobody can.
 *
 * @public
 */
export const FORCEABLE_SAFETY_RULES: readonly SafetyRuleId[] = [
  'gaining-site-healthy',
  'never-dark',
  'replication-caught-up',
  'not-held',
  'cooldown',
];
