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
}
