import type { Move } from './automationHistory';
import { describe, type TargetCounts } from './health';
import {
  FAILED_OVER_WEIGHTS,
  SITES,
  sameWeights,
  type PerSite,
  type Weights,
} from './sites';
import { isHeld, type Hold, type Automation } from './tags';

/**
 * A rule is tagged before its weights are written, so for this long a tag without the
 * weights is a failover under way, and not a person's change.
 */
export const FAILOVER_GRACE_MS = 60_000;

/** By so much clocks may differ. */
const SKEW_MS = 60_000;

/** Whether a tag's time is one that no clock has reached: whoever wrote it, it counts as now. */
export function isAhead({ since }: Automation, now: number): boolean {
  return since > now + SKEW_MS;
}

/** As much of one of the service's rules as matters. */
export interface RuleSituation {
  weights: Weights;
  automation?: Automation;
  history?: readonly Move[];
}

/** Everything that the decision about a service's way back is made on. */
export interface RecoverySituation {
  health: PerSite<TargetCounts>;
  /** At least one. */
  rules: readonly RuleSituation[];
  /** Undefined when the target groups do not say. */
  defaults?: Weights;
  /** What the tags of all rules say together. */
  automation?: Automation;
  hold?: Hold;
  now: number;
  holdDownMs: number;
}

export type RecoveryDecision =
  | { action: 'reset'; to: Weights; because: string }
  | { action: 'tag'; state: Automation['state']; because: string }
  /** Somebody else decided since: the tag goes, the weights stay. */
  | { action: 'untag'; because: string }
  | { action: 'none'; alert: boolean; because: string };

/**
 * failed-over → recovering → reset, for services that automation moved and nobody changed since.
 *
 * Health is seen only when somebody checks, so "healthy for the hold-down" means: healthy at
 * every check. Checks are at most a minute apart, and on-prem going down again also
 * raises the alarm, which takes a recovering rule back to failed-over.
 */
export function decideRecovery(s: RecoverySituation): RecoveryDecision {
  const { automation, now } = s;
  if (!automation) return none('automation did not move it');

  const others = s.rules.filter(rule => !isFailedOver(rule));
  if (others.length > 0) {
    const underWay = s.rules.some(
      rule =>
        rule.automation?.state === 'failed-over' &&
        !isAhead(rule.automation, now) &&
        now - rule.automation.since < FAILOVER_GRACE_MS,
    );
    if (underWay) return none('a failover is under way');
    if (others.length === s.rules.length || !isHalfDone(s, others)) {
      const because = 'the weights are no longer those that automation set';
      return { action: 'untag', because };
    }
  }

  if (s.health['on-prem'].healthy === 0) {
    const because = `on-prem is not healthy: ${describe(s.health['on-prem'])}`;
    return automation.state === 'recovering'
      ? { action: 'tag', state: 'failed-over', because }
      : none(because, isNotInUse(s.health['on-prem']));
  }
  if (automation.state === 'failed-over') {
    const because = `on-prem is healthy: ${describe(s.health['on-prem'])}`;
    return { action: 'tag', state: 'recovering', because };
  }

  if (isAhead(automation, now)) {
    const because = 'the time of its tag is still to come, and counts as now';
    return { action: 'tag', state: 'recovering', because };
  }
  const remaining = automation.since + s.holdDownMs - now;
  if (remaining > 0) {
    const seconds = Math.ceil(remaining / 1000);
    return none(`on-prem must stay healthy for another ${seconds} s`);
  }
  return decideReset(s);
}

function isFailedOver({ weights }: RuleSituation): boolean {
  return sameWeights(weights, FAILED_OVER_WEIGHTS);
}

/**
 * Whether automation itself left the rules with different weights, as it was stopped or
 * refused between two of them: the others then have the weights from before the failover, or
 * the default ones already. Anything else is a person's decision.
 */
function isHalfDone(
  { rules, defaults }: RecoverySituation,
  others: readonly RuleSituation[],
): boolean {
  const before = rules.flatMap(({ history }) => {
    const newest = history?.[0];
    return newest && !newest.end ? newest.from : [];
  });
  return others.every(({ weights }) =>
    [...before, ...(defaults ? [defaults] : [])].some(known =>
      sameWeights(known, weights),
    ),
  );
}

function decideReset(s: RecoverySituation): RecoveryDecision {
  if (s.hold && isHeld(s.hold, s.now)) {
    const until = new Date(s.hold.until).toISOString();
    return none(`held by ${s.hold.by} until ${until}`);
  }
  const { defaults } = s;
  if (!defaults) {
    return none('the target groups have no usable default weights', true);
  }
  const dark = SITES.find(
    site => defaults[site] > 0 && s.health[site].healthy === 0,
  );
  if (dark) {
    const health = describe(s.health[dark]);
    return none(`${dark} cannot take its default weight: ${health}`, true);
  }
  const seconds = Math.round(s.holdDownMs / 1000);
  return {
    action: 'reset',
    to: defaults,
    because: `on-prem has been healthy for ${seconds} s`,
  };
}

/** ELB checks no target of a group that is on no rule, so nobody will see it come back. */
function isNotInUse({ total, leftOut }: TargetCounts): boolean {
  return total === 0 && leftOut.unused > 0;
}

function none(because: string, alert = false) {
  return { action: 'none', alert, because } as const;
}
