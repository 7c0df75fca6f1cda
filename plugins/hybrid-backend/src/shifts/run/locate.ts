import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { problemIn } from '../../errors';
import type { AbortRequests } from './AbortRequests';
import type { Clock } from '../../durable/retry';
import type { ShiftTarget } from '../target/ShiftTarget';

/** Where a shift takes place, or why it cannot go on. */
export type Found =
  | { target: ShiftTarget }
  | { problem: Problem }
  | { aborted: string };

/** What keeps a shift from ever going on. Everything else somebody may put right. */
const FINAL: Problem['code'][] = [
  'platform-unknown',
  'service-not-found',
  'rule-not-hybrid',
  'entity-tag-mismatch',
];

const PAUSE_MS = 5_000;

/**
 * Finds what a shift works on. An AWS that does not answer, or does not let the backend in,
 * is waited for, until somebody aborts the shift.
 */
export async function locateTarget(
  locate: () => Promise<ShiftTarget>,
  by: { clock: Clock; signal: AbortSignal; abort: AbortRequests },
): Promise<Found> {
  const { clock, signal, abort } = by;
  for (;;) {
    try {
      return { target: await locate() };
    } catch (error) {
      const problem = problemIn(error);
      if (!problem) throw error;
      if (FINAL.includes(problem.code)) return { problem };
    }
    if (abort.requested) return { aborted: abort.requested.by };
    await clock
      .sleep(PAUSE_MS, AbortSignal.any([signal, abort.signal]))
      .catch(() => signal.throwIfAborted());
  }
}
