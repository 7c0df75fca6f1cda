import {
  MAX_REASON_LENGTH,
  sameWeights,
  type Plan,
  type SafetyRuleId,
  type SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Why a shift cannot be started yet; undefined when it can. */
export type NotReady =
  | 'sending'
  | 'no-target'
  | 'no-plan'
  | 'unchanged'
  | 'not-allowed'
  | 'not-acknowledged'
  | 'no-reason'
  | 'reason-too-long';

/** The rules that fail and that somebody with the permission could override. */
export function forceableFailures(plan: Plan): SafetyRuleResult[] {
  return plan.rules.filter(rule => !rule.passed && rule.forceable);
}

/** The failed rules to send along: those that were acknowledged and still fail. */
export function forcedRules(
  plan: Plan,
  acknowledged: readonly SafetyRuleId[],
): SafetyRuleId[] {
  return forceableFailures(plan)
    .map(({ id }) => id)
    .filter(id => acknowledged.includes(id));
}

/** Whether the weights stay as they are in every step. */
export function changesNothing(plan: Plan): boolean {
  return (
    sameWeights(plan.from, plan.to) &&
    plan.steps.every(({ weights }) => sameWeights(weights, plan.from))
  );
}

/** The first thing that is still missing, in the order in which people fill the form in. */
export function notReady(state: {
  hasTarget: boolean;
  plan: Plan | undefined;
  reason: string;
  isSending: boolean;
  mayForce: boolean;
  acknowledged: readonly SafetyRuleId[];
}): NotReady | undefined {
  const { hasTarget, plan, reason, isSending, mayForce, acknowledged } = state;
  if (isSending) return 'sending';
  if (!hasTarget) return 'no-target';
  if (!plan) return 'no-plan';
  if (changesNothing(plan)) return 'unchanged';
  if (!plan.allowed) {
    if (!plan.forceable || !mayForce) return 'not-allowed';
    const failures = forceableFailures(plan);
    if (forcedRules(plan, acknowledged).length < failures.length) {
      return 'not-acknowledged';
    }
  }
  if (reason.trim() === '') return 'no-reason';
  if (reason.trim().length > MAX_REASON_LENGTH) return 'reason-too-long';
  return undefined;
}
