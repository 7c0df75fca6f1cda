/** The targets of one target group, counted. */
export interface TargetCounts {
  healthy: number;
  /** Registered so recently that no health check has finished. */
  initial: number;
  total: number;
}

export function countTargets(
  states: readonly (string | undefined)[],
): TargetCounts {
  return {
    healthy: states.filter(state => state === 'healthy').length,
    initial: states.filter(state => state === 'initial').length,
    total: states.length,
  };
}

/**
 * Whether nothing at a site can serve. Targets that are all `initial` say nothing yet: a
 * service that has just been registered must not be failed over for it. One observation is
 * enough, because ELB calls a target unhealthy only after several failed health checks.
 */
export function isDown({ healthy, initial, total }: TargetCounts): boolean {
  if (healthy > 0) return false;
  return total === 0 || initial < total;
}
