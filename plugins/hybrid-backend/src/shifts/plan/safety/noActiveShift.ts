import { fail, pass, type SafetyRule } from './facts';

/** One shift of a service at a time. The database enforces it; this says so beforehand. */
export const noActiveShift: SafetyRule = {
  id: 'no-active-shift',
  title: 'No other shift under way',
  check: ({ activeShift }) => {
    if (!activeShift)
      return pass('No other shift of the service is under way.');
    const { requestedBy, createdAt, state } = activeShift;
    return state === 'awaiting-approval'
      ? fail(
          `${requestedBy} asked for a shift at ${createdAt} that waits for its approval.`,
          'Approve, reject or abort that one first.',
        )
      : fail(
          `${requestedBy} started a shift at ${createdAt} that is ${state}.`,
          'Wait until it has ended, or abort it.',
        );
  },
};
