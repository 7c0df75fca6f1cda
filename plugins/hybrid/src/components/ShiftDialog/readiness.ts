import {
  MAX_REASON_LENGTH,
  sameWeights,
  type Plan,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Why a shift cannot be started yet; undefined when it can. */
export type NotReady =
  | 'sending'
  | 'no-target'
  | 'no-plan'
  | 'unchanged'
  | 'not-allowed'
  | 'no-reason'
  | 'reason-too-long';

/** The first thing that is still missing, in the order in which people fill the dialog in. */
export function notReady(state: {
  hasTarget: boolean;
  plan: Plan | undefined;
  reason: string;
  isSending: boolean;
}): NotReady | undefined {
  const { hasTarget, plan, reason, isSending } = state;
  if (isSending) return 'sending';
  if (!hasTarget) return 'no-target';
  if (!plan) return 'no-plan';
  if (sameWeights(plan.from, plan.to)) return 'unchanged';
  if (!plan.allowed) return 'not-allowed';
  if (reason.trim() === '') return 'no-reason';
  if (reason.trim().length > MAX_REASON_LENGTH) return 'reason-too-long';
  return undefined;
}
