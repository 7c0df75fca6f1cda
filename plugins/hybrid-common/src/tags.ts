/**
 * The tags by which the AWS resources of a platform are found and confirmed.
 *
 * @public
 */
export const HYBRID_TAGS = {
  /** On every resource of a platform: the platform's id. */
  platform: 'hybrid-platform:platform',
  /** On listener rules, target groups and alarms: the service's name. */
  service: 'hybrid-platform:service',
  /**
   * On listener rules and replications: the ref of the only entity that may operate them.
   */
  entity: 'hybrid-platform:entity',
  /** On target groups and DMS endpoints: `on-prem` or `aws`. */
  site: 'hybrid-platform:site',
  /** On target groups: the weight in the steady state, 0–999. */
  defaultWeight: 'hybrid-platform:default-weight',
  /**
   * On listener rules while held: `<ISO time> <user ref>`. A time alone holds as well, for
   * {@link UNKNOWN_HOLDER}.
   */
  hold: 'hybrid-platform:hold',
  /**
   * On listener rules that the failover Lambdas moved: `failed-over <ISO time>`, then
   * `recovering <ISO time>` once the on-prem targets are healthy again. The Lambdas reset
   * only what carries it, so they never undo what a person did; a person's shift removes it.
   */
  automation: 'hybrid-platform:automation',
  /**
   * On the same rules, and kept: when the Lambdas moved the traffic and when they brought it
   * back, for whoever was not there to see. Their README has the format.
   */
  automationHistory: 'hybrid-platform:automation-history',
  /** On listener rules whose traffic the office hours moved on-prem for the night. */
  officeHours: 'hybrid-platform:office-hours',
} as const;

/**
 * Stands for the holder in `by` of a hold where the tag names nobody, as who set it by hand
 * may have left it out. No ref is equal to it.
 *
 * @public
 */
export const UNKNOWN_HOLDER = 'somebody unknown';
