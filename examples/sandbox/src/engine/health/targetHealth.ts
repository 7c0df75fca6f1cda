import type { HealthCheckSettings, Target } from '../../model';

/** What one health check found. */
export type ProbeResult =
  | { kind: 'response'; status: number }
  | { kind: 'timeout' }
  | { kind: 'connection-error' };

/** Checks of the same outcome in a row. */
export interface Streak {
  passed: boolean;
  length: number;
}

type State = Pick<Target, 'state' | 'reason' | 'description'>;

/** The state of a target that was not checked often enough to know. */
export const INITIAL_CHECKS: State = {
  state: 'initial',
  reason: 'Elb.InitialHealthChecking',
  description: 'Initial health checks in progress',
};

/** Whether a status is one of the matcher's, such as `200`, `200,202` or `200-299`. */
export function matchesStatus(matcher: string, status: number): boolean {
  return matcher.split(',').some(part => {
    const [from, to = from] = part.split('-').map(Number);
    return status >= from && status <= to;
  });
}

/** The streak after one more check. */
export function nextStreak(
  streak: Streak | undefined,
  passed: boolean,
): Streak {
  return streak?.passed === passed
    ? { passed, length: streak.length + 1 }
    : { passed, length: 1 };
}

/**
 * A target's state after a check. A new target is healthy at its first passed check, as on
 * ELB; an unhealthy one needs as many in a row as the threshold says.
 */
export function nextState(
  current: State,
  streak: Streak,
  result: ProbeResult,
  settings: HealthCheckSettings,
): State {
  if (streak.passed) {
    const needed =
      current.state === 'unhealthy' ? settings.healthyThreshold : 1;
    return streak.length >= needed ? { state: 'healthy' } : current;
  }
  if (streak.length >= settings.unhealthyThreshold) {
    return { state: 'unhealthy', ...whyUnhealthy(result) };
  }
  // A target whose group has just been put on a rule is checked as a new one.
  const isNew = current.state === 'initial' || current.state === 'unused';
  return isNew ? INITIAL_CHECKS : current;
}

/** The state of a target whose group is on no rule: ELB does not check it. */
export const NOT_IN_USE: State = {
  state: 'unused',
  reason: 'Target.NotInUse',
  description:
    'Target group is not configured to receive traffic from the load balancer',
};

function whyUnhealthy(result: ProbeResult) {
  switch (result.kind) {
    case 'response':
      return {
        reason: 'Target.ResponseCodeMismatch',
        description: `Health checks failed with these codes: [${result.status}]`,
      };
    case 'timeout':
      return { reason: 'Target.Timeout', description: 'Request timed out' };
    default:
      return {
        reason: 'Target.FailedHealthChecks',
        description: 'Health checks failed',
      };
  }
}
