import type { RequestLimits } from '../config/requestLimits';
import type { ShiftTiming } from '../config';

/**
 * Calls of one shift to the load balancers, as the benchmark measures them in a large
 * evacuation, where reading rules and tags is shared.
 */
export const CALLS_PER_SHIFT = { account: 6.5, write: 1.4 };

/** Seconds that so many shifts take at the rate that AWS allows. */
export function estimateSeconds(
  shifts: number,
  limits: RequestLimits,
  timing: Pick<ShiftTiming, 'verifyIntervalMs' | 'verifyChecks'>,
): number {
  if (shifts === 0) return 0;
  const waits = (['account', 'write'] as const).map(
    category =>
      (shifts * CALLS_PER_SHIFT[category] - limits[category].burst) /
      limits[category].perSecond,
  );
  const oneShift = (timing.verifyIntervalMs * timing.verifyChecks) / 1000;
  return Math.ceil(Math.max(0, ...waits) + oneShift);
}
