import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isFinal } from '../../hooks/useShift';

/** `left`: the shift ended before the step was verified. */
export type StepState = 'done' | 'current' | 'next' | 'left';

/**
 * How far a shift is with each step of its plan; for a drill, the return is the last one.
 * What is done is read from the events, because a shift that ended has no progress.
 */
export function stepStates(shift: Shift): StepState[] {
  const { plan, events, progress, state } = shift;
  const count = plan.steps.length;
  const isDrill = plan.durationSeconds !== undefined;
  const total = isDrill ? count + 1 : count;
  const verified = new Set(
    events
      .filter(({ type }) => type === 'verified')
      .map(({ step }) => step ?? 1),
  );
  const hasReturned = events.some(({ type }) => type === 'returned');
  const isReturning = events.some(({ type }) => type === 'returning');
  const hasEnded = isFinal(state);
  const isWaiting = state === 'planned' || state === 'awaiting-approval';
  const current = progress?.step ?? Math.min(verified.size + 1, count);
  // A drill's time runs in its last step, until it returns.
  const active = isDrill && isReturning ? total : current;

  return Array.from({ length: total }, (_, index) => {
    const step = index + 1;
    const isReturn = step > count;
    const isDone = isReturn ? hasReturned : verified.has(step);
    if (state === 'succeeded') return 'done';
    if (hasEnded) return isDone ? 'done' : 'left';
    if (isWaiting) return 'next';
    if (step === active) return 'current';
    return step < active ? 'done' : 'next';
  });
}
