import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type {
  HealthState,
  TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/*
 * Which targets count, and what they say about a site. The platform's own Lambdas decide by the
 * same table of cases: `lambda/testing/cases/targets.ts` of the platform repository.
 */

const SHIFTED_AWAY = 'zonal_shift_active';
const FAILING = ['unhealthy', 'unhealthy.draining'];

/**
 * Counts targets. Those that get no new request are left out of the total, as they say nothing
 * about the site: deregistering ones, those that are not in use, and those in a zone that was
 * shifted away, which ELB goes on calling healthy.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/check-target-health.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/zonal-shift.html
 */
export function countTargets(
  targets: readonly TargetHealthDescription[],
): TargetCounts {
  const counts = { healthy: 0, total: 0, unknown: 0, leftOut: 0 };
  const reasons: Record<string, number> = {};
  for (const { TargetHealth, AdministrativeOverride } of targets) {
    const state = TargetHealth?.State;
    const away = AdministrativeOverride?.State === SHIFTED_AWAY;
    if (away || state === 'draining' || state === 'unused') {
      counts.leftOut += 1;
    } else {
      counts.total += 1;
      if (state === 'healthy') {
        counts.healthy += 1;
        continue;
      }
      if (!state || !FAILING.includes(state)) counts.unknown += 1;
    }
    const reason =
      (away ? AdministrativeOverride.Reason : TargetHealth?.Reason) ??
      state ??
      'unknown';
    reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  const { healthy, total, unknown, leftOut } = counts;
  return {
    healthy,
    total,
    reasons,
    ...(unknown > 0 && { unknown }),
    ...(leftOut > 0 && { leftOut }),
  };
}

/** What targets say about their site. Where nothing is known of any, nothing is said. */
export function healthOfTargets({
  healthy,
  total,
  unknown = 0,
}: TargetCounts): HealthState {
  if (healthy > 0) return healthy < total ? 'degraded' : 'healthy';
  return total > 0 && unknown === total ? 'unknown' : 'unhealthy';
}

/** Targets in words, after the name of the site. */
export function describeTargets(counts: TargetCounts): string {
  const { healthy, total, unknown = 0, leftOut = 0, reasons } = counts;
  if (total === 0 && leftOut > 0) {
    const codes = Object.keys(reasons).join(', ');
    return `has no target that can take requests: ${leftOut} left out (${codes})`;
  }
  const notes = [
    unknown > 0 && `${unknown} not known`,
    leftOut > 0 && `${leftOut} more left out`,
  ].filter(Boolean);
  return `has ${healthy} of ${total} targets healthy${
    notes.length > 0 ? ` (${notes.join(', ')})` : ''
  }`;
}

/** Whether ELB checks no target, as their group is on no rule or their zones are not enabled. */
export function isNotInUse({ total, reasons }: TargetCounts): boolean {
  return total === 0 && reasons['Target.NotInUse'] > 0;
}
