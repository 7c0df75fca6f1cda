import {
  FORCEABLE_SAFETY_RULES,
  type SafetyRuleId,
  type SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { cooldown } from './cooldown';
import type { SafetyFacts, SafetyRule } from './facts';
import { gainingSiteHealthy } from './gainingSiteHealthy';
import { neverDark } from './neverDark';
import { noActiveShift } from './noActiveShift';
import { notHeld } from './notHeld';
import { ownerMatches } from './ownerMatches';
import { replicationCaughtUp } from './replicationCaughtUp';

export type { LastChange, ReplicationFacts, SafetyFacts } from './facts';
export { gainingSites } from './gaining';

/** All rules, in the order in which they are shown. */
const RULES: readonly SafetyRule[] = [
  ownerMatches,
  noActiveShift,
  notHeld,
  gainingSiteHealthy,
  neverDark,
  replicationCaughtUp,
  cooldown,
];

/** Every rule's result. Those of `force` may fail, as far as anybody can force them. */
export function evaluateSafetyRules(
  facts: SafetyFacts,
  force: readonly SafetyRuleId[] = [],
): SafetyRuleResult[] {
  return RULES.map(({ id, title, check }) => {
    const { passed, explanation, writesAtRiskSeconds, ...failure } = check(
      facts,
    ) as ReturnType<SafetyRule['check']> & {
      remedy?: string;
      unforceable?: true;
    };
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
