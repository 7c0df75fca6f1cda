import type { AwsFaults } from '../control/types';
import type { AwsError } from './awsError';
import type { Call } from './types';

/** What goes wrong with one call. */
export interface Fault {
  latencyMs?: number;
  /** The service's own throttling or server error, or a particular one. */
  error?: 'throttled' | 'internal' | AwsError;
  /** The connection ends without an answer, before or after the call took effect. */
  drop?: 'before' | 'after';
  /** The connection stays open and never has an answer, before or after the call took effect. */
  hang?: 'before' | 'after';
}

/**
 * Asked for every call that names a known operation, before it is carried out.
 *
 * @public
 */
export type Hook = (
  call: Call,
  input: Record<string, unknown>,
) => Fault | undefined | Promise<Fault | undefined>;

/**
 * Told of every call that has taken effect, before its caller is.
 *
 * @public
 */
export type AfterCall = (
  call: Call,
  input: Record<string, unknown>,
) => void | Promise<void>;

/**
 * A hook that follows the sandbox's fault settings, read anew for each call.
 *
 * @public
 */
export function createFaultHook(
  settings: () => AwsFaults,
  random: () => number = Math.random,
): Hook {
  return ({ operation }) => {
    const faults = settings();
    if (
      faults.operations.length > 0 &&
      !faults.operations.includes(operation)
    ) {
      return undefined;
    }
    const latencyMs = faults.latencyMs;
    // One draw: the rates are shares of all calls and do not overlap.
    const draw = random();
    if (draw < faults.dropRate) {
      return { latencyMs, drop: faults.dropAfterApply ? 'after' : 'before' };
    }
    if (draw < faults.dropRate + faults.throttleRate) {
      return { latencyMs, error: 'throttled' };
    }
    if (draw < faults.dropRate + faults.throttleRate + faults.errorRate) {
      return { latencyMs, error: 'internal' };
    }
    const { dropRate, throttleRate, errorRate, hangRate } = faults;
    if (draw < dropRate + throttleRate + errorRate + hangRate) {
      return { latencyMs, hang: faults.dropAfterApply ? 'after' : 'before' };
    }
    return { latencyMs };
  };
}
