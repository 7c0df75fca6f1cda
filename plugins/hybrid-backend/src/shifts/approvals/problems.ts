import type {
  Problem,
  Shift,
  ShiftSummary,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../../errors';
import { describeWeights } from '../target/routes';

export function notWaiting({ state }: ShiftSummary): HybridError {
  return new HybridError({
    code: 'shift-not-active',
    message: `The shift does not wait for an approval: it is ${state}.`,
    remedy: 'Look at the shift again; somebody else was faster, or it is over.',
  });
}

export function approvalOwn({ requestedBy }: ShiftSummary): HybridError {
  return new HybridError({
    code: 'approval-own',
    message: `${requestedBy} asked for the shift, so somebody else must decide on it.`,
    remedy: 'Ask somebody else; whoever asked can abort it.',
  });
}

export function notAPerson(caller: string): HybridError {
  return new HybridError({
    code: 'not-permitted',
    message: `${caller} is not a person, and an approval is a person's.`,
    remedy: 'Decide on the shift as a user who is signed in.',
  });
}

export function approvalExpired(until: string): Problem {
  return {
    code: 'approval-expired',
    message: `Nobody approved the shift until ${until}.`,
    remedy: 'Ask for the shift again, and ask somebody to approve it.',
  };
}

export function approvalRejected(by: string): Problem {
  return {
    code: 'approval-rejected',
    message: `${by} rejected the shift.`,
    remedy: `Ask ${by} why, before asking for it again.`,
  };
}

/** Who approves has seen other weights than those that would be changed. */
export function weightsChanged(shift: Shift, now: Weights): HybridError {
  return new HybridError({
    code: 'rule-changed',
    message: `The rule has ${describeWeights(
      now,
    )} now, and had ${describeWeights(
      shift.from,
    )} when the shift was asked for.`,
    remedy:
      'Find out who changed the weights. Then reject or abort the shift, and ask for it again.',
  });
}
