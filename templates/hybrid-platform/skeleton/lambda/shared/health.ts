/** The targets of one target group, counted. */
export interface TargetCounts {
  healthy: number;
  /**
   * Of the total, those of which nothing is known: too new for their first health checks, or
   * of a group without any.
   */
  unknown: number;
  /** Those that are there to serve. */
  total: number;
  /** The others by state: no new request goes to them, so they say nothing about the site. */
  leftOut: Readonly<Record<string, number>>;
}

/** As much of DescribeTargetHealth's answer as counts. */
export interface DescribedTarget {
  TargetHealth?: { State?: string };
  AdministrativeOverride?: { State?: string };
}

/** Deregistering; on no rule, in a zone that is not enabled, or stopped; in a zone shifted away. */
const LEFT_OUT = ['draining', 'unused', 'zonal_shift_active'];
const FAILING = ['unhealthy', 'unhealthy.draining'];

/**
 * A target's state, and that its zone was shifted away where it was: ELB checks it as before,
 * but sends it no new request.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/zonal-shift.html
 */
export function stateOf({
  TargetHealth,
  AdministrativeOverride,
}: DescribedTarget): string | undefined {
  return AdministrativeOverride?.State === 'zonal_shift_active'
    ? AdministrativeOverride.State
    : TargetHealth?.State;
}

/** Counts targets by their states; what each state means is in `testing/cases/targets.ts`. */
export function countTargets(
  states: readonly (string | undefined)[],
): TargetCounts {
  const counts = { healthy: 0, unknown: 0, total: 0 };
  const leftOut: Record<string, number> = {};
  for (const state of states) {
    if (state !== undefined && LEFT_OUT.includes(state)) {
      leftOut[state] = (leftOut[state] ?? 0) + 1;
      continue;
    }
    counts.total += 1;
    if (state === 'healthy') counts.healthy += 1;
    else if (state === undefined || !FAILING.includes(state)) {
      counts.unknown += 1;
    }
  }
  return { ...counts, leftOut };
}

/**
 * Whether nothing at a site can serve. Targets of which nothing is known are no reason: a
 * service that has just been registered must not be failed over for it. One observation is
 * enough, because ELB calls a target unhealthy only after several failed health checks.
 */
export function isDown({ healthy, unknown, total }: TargetCounts): boolean {
  if (healthy > 0) return false;
  return total === 0 || unknown < total;
}

/**
 * Of the counts of several groups at one site, those that serve worse: requests that come by
 * that group's load balancer find nothing else. A group that is down comes before one of which
 * nothing is known.
 */
export function worst(counts: readonly TargetCounts[]): TargetCounts {
  const rank = (each: TargetCounts) =>
    isDown(each) ? -1 : each.healthy / each.total;
  return counts.reduce((a, b) => (rank(b) < rank(a) ? b : a));
}

const IN_WORDS: Record<string, string> = {
  zonal_shift_active: 'in a zone that was shifted away',
};

/** Targets in words. */
export function describe(counts: TargetCounts): string {
  const { healthy, unknown, total } = counts;
  const leftOut = Object.entries(counts.leftOut)
    .map(([state, count]) => `${count} ${IN_WORDS[state] ?? state}`)
    .join(', ');
  if (total === 0) {
    return leftOut
      ? `no target can take requests: ${leftOut}`
      : 'no target is registered';
  }
  return [
    `${healthy} of ${total} targets healthy`,
    unknown > 0 && `${unknown} not known`,
    leftOut,
  ]
    .filter(Boolean)
    .join(', ');
}
