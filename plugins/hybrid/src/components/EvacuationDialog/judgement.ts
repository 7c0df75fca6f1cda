import {
  MAX_REASON_LENGTH,
  type EvacuationPlan,
  type EvacuationPlanItem,
  type SafetyRuleId,
  type SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** What will become of a service, with the rules that are to be overridden. */
export type Judgement = EvacuationPlanItem['verdict'] | 'forced';

/** All of them, in the order in which they are shown. */
export const JUDGEMENTS: readonly Judgement[] = [
  'shift',
  'forced',
  'refused',
  'not-permitted',
  'nothing-to-do',
];

/** What will become of a service when these rules are overridden. */
export function judge(
  item: EvacuationPlanItem,
  forced: readonly SafetyRuleId[],
): Judgement {
  const isForced =
    item.verdict === 'refused' &&
    item.failed.length > 0 &&
    item.failed.every(rule => rule.forceable && forced.includes(rule.id));
  return isForced ? 'forced' : item.verdict;
}

/** How many services each judgement is about. */
export function countJudgements(
  plan: EvacuationPlan,
  forced: readonly SafetyRuleId[],
): Record<Judgement, number> {
  const counts: Record<Judgement, number> = {
    shift: 0,
    forced: 0,
    refused: 0,
    'not-permitted': 0,
    'nothing-to-do': 0,
  };
  for (const item of plan.items) counts[judge(item, forced)] += 1;
  return counts;
}

/** A rule that keeps services from being moved and that can be overridden. */
interface ForceableRule {
  rule: SafetyRuleResult;
  /** The refused services where it fails. */
  services: number;
  /** The most that one of the services may lose; absent where it is not known of all. */
  writesAtRiskSeconds?: number;
}

/**
 * The rules whose override would let a service be moved. A rule that fails only beside one
 * that nobody can override is left out: to force it would move nothing.
 */
export function forceableRules(plan: EvacuationPlan): ForceableRule[] {
  const rules = new Map<SafetyRuleId, ForceableRule>();
  for (const { verdict, failed } of plan.items) {
    if (verdict !== 'refused' || !failed.every(rule => rule.forceable))
      continue;
    for (const rule of failed) {
      const known = rules.get(rule.id);
      rules.set(rule.id, {
        rule: known?.rule ?? rule,
        services: (known?.services ?? 0) + 1,
        writesAtRiskSeconds: known
          ? most(known.writesAtRiskSeconds, rule.writesAtRiskSeconds)
          : rule.writesAtRiskSeconds,
      });
    }
  }
  return [...rules.values()];
}

/** Of what is not known nobody knows the most. */
function most(a: number | undefined, b: number | undefined) {
  return a === undefined || b === undefined ? undefined : Math.max(a, b);
}

/** How long it will take when forced services are moved, too. */
export function estimatedSeconds(
  plan: EvacuationPlan,
  counts: Record<Judgement, number>,
): number | undefined {
  if (counts.shift === 0) return undefined;
  return plan.estimatedSeconds * (1 + counts.forced / counts.shift);
}

/** Why the evacuation cannot be started yet. */
export type NotReady =
  | 'sending'
  | 'no-site'
  | 'no-reason'
  | 'reason-too-long'
  | 'no-plan'
  | 'nothing'
  | 'not-confirmed';

/** The first thing that is still missing before a plan is made. */
export function notReadyToPlan(state: {
  hasSite: boolean;
  reason: string;
}): NotReady | undefined {
  const length = state.reason.trim().length;
  if (!state.hasSite) return 'no-site';
  if (length === 0) return 'no-reason';
  if (length > MAX_REASON_LENGTH) return 'reason-too-long';
  return undefined;
}

/** The first thing that is still missing before it starts. */
export function notReadyToStart(state: {
  plan: EvacuationPlan | undefined;
  counts: Record<Judgement, number> | undefined;
  isConfirmed: boolean;
  isSending: boolean;
}): NotReady | undefined {
  const { plan, counts, isConfirmed, isSending } = state;
  if (isSending) return 'sending';
  if (!plan || !counts) return 'no-plan';
  if (counts.shift + counts.forced === 0) return 'nothing';
  return isConfirmed ? undefined : 'not-confirmed';
}

/** Whether what was typed is the site's name. */
export function confirms(typed: string, siteName: string): boolean {
  const plain = (text: string) => text.trim().toLocaleLowerCase();
  return plain(typed) === plain(siteName);
}
