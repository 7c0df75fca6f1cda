import {
  FINAL_SHIFT_STATES,
  type ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Where a shift may go from each state. A final state leads nowhere. */
const NEXT: Record<ShiftState, readonly ShiftState[]> = {
  planned: ['awaiting-approval', 'running', 'failed', 'aborted'],
  'awaiting-approval': ['running', 'failed', 'aborted'],
  running: ['verifying', 'failed', 'aborted', 'rolled-back'],
  verifying: ['running', 'succeeded', 'failed', 'aborted', 'rolled-back'],
  succeeded: [],
  failed: [],
  aborted: [],
  'rolled-back': [],
};

/** The states in which a shift is under way, and keeps others of the service out. */
export const ACTIVE_SHIFT_STATES = (Object.keys(NEXT) as ShiftState[]).filter(
  state => !isFinal(state),
);

export function isFinal(state: ShiftState): boolean {
  return FINAL_SHIFT_STATES.includes(state);
}

export function canBecome(from: ShiftState, to: ShiftState): boolean {
  return NEXT[from].includes(to);
}

/** The states from which a shift may become `to`. */
export function statesBefore(to: ShiftState): ShiftState[] {
  return (Object.keys(NEXT) as ShiftState[]).filter(from =>
    canBecome(from, to),
  );
}

/** A verified shift ends, and one whose new site failed goes back if the old one is better. */
export function afterVerification(outcome: {
  verified: boolean;
  /** Share of healthy targets, 0–1, of the sites that lost and gained traffic. */
  oldHealth: number;
  newHealth: number;
}): 'succeeded' | 'rolled-back' | 'failed' {
  if (outcome.verified) return 'succeeded';
  return outcome.oldHealth > outcome.newHealth ? 'rolled-back' : 'failed';
}
