import {
  FINAL_SHIFT_STATES,
  SHIFT_STATES,
  type ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** States that may follow, each with what leads there. */
export type Transitions = Partial<Record<ShiftState, string>>;

/** How a shift begins. */
export const INITIAL = {
  planned: 'the safety rules pass, or are forced',
  'awaiting-approval': 'the same, and the platform demands a second person',
} satisfies Transitions;

/** A state that a shift begins in. */
export type InitialState = keyof typeof INITIAL;

/** Where a shift may go from each state. A final state leads nowhere. */
export const NEXT: Record<ShiftState, Transitions> = {
  planned: {
    running: 'a process carries it out',
    failed: 'the service is not there any more',
    aborted: 'on request',
  },
  'awaiting-approval': {
    running: 'approved, and the rules still pass',
    failed: 'approved, and the service is not there any more',
    aborted: 'rejected, nobody in time, or on request',
  },
  running: {
    verifying: 'the rule shows the weights of the step',
    failed: 'the rule cannot be changed, or somebody else did',
    aborted: 'on request, the weights stay',
    'rolled-back': 'on request, or a drill cannot go on',
  },
  verifying: {
    running: 'the next step begins',
    succeeded: 'the last step is through, or a drill has returned',
    failed: 'a site does not serve, and the old one is no better',
    aborted: 'on request, the weights stay',
    'rolled-back': 'on request, or the old site is the healthier one',
  },
  succeeded: {},
  failed: {},
  aborted: {},
  'rolled-back': {},
};

export function isFinal(state: ShiftState): boolean {
  return FINAL_SHIFT_STATES.includes(state);
}

export function canBecome(from: ShiftState, to: ShiftState): boolean {
  return to in NEXT[from];
}

/** The states from which a shift may become `to`. */
export function statesBefore(to: ShiftState): ShiftState[] {
  return SHIFT_STATES.filter(from => canBecome(from, to));
}
