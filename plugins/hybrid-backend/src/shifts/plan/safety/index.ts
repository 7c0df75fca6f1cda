import {
  FORCEABLE_SAFETY_RULES,
  type SafetyRuleId,
  type SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { cooldown } from './cooldown';
import type { SafetyFacts, SafetyRule, Verdict } from './facts';
import { gainingSiteHealthy } from './gainingSiteHealthy';
import { neverDark } from './neverDark';
import { noActiveShift } from './noActiveShift';
import { notHeld } from './notHeld';
import { planIsCurrent } from './planIsCurrent';
import { ownerMatches } from './ownerMatches';
import { replicationCaughtUp } from './replicationCaughtUp';

export type { LastChange, ReplicationFacts, SafetyFacts } from './facts';
export { gainingSites } from './gaining';
export { isDark, isOnTheWay } from './planIsCurrent';

/** All rules, in the order in which they are shown. */
const RULES: readonly SafetyRule[] = [
  planIsCurrent,
  ownerMatches,
  noActiveShift,
  notHeld,
  gainingSiteHealthy,
  neverDark,
  replicationCaughtUp,
  cooldown,
];

/**
 * The result of every rule that has something to look at. Those of `force` may fail, as far as
 * anybody can force them.
 */
export function evaluateSafetyRules(
  facts: SafetyFacts,
  force: readonly SafetyRuleId[] = [],
): SafetyRuleResult[] {
  return RULES.filter(({ applies }) => applies?.(facts) ?? true).map(rule => {
    const { id, title } = rule;
    const { passed, explanation, writesAtRiskSeconds, ...failure } = rule.check(
      facts,
    ) as Verdict & { remedy?: string; unforceable?: true };
    const forceable =
      FORCEABLE_SAFETY_RULES.includes(id) && !failure.unforceable;
    return {
      id,
      title,
      passed,
      explanation,
      ...(failure.remedy && { remedy: failure.remedy }),
      forceable,
      ...(!passed && forceable && force.includes(id) && { forced: true }),
      ...(writesAtRiskSeconds !== undefined && { writesAtRiskSeconds }),
    };
  });
}
