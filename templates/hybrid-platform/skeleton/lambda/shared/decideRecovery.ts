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

/** Everything that the decision about a service's way back is made on. */
export interface RecoverySituation {
  health: PerSite<TargetCounts>;
  weights: Weights;
  /** Undefined when the target groups do not say. */
  defaults?: Weights;
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
 * failed-over → recovering → reset, for rules that automation moved and nobody changed since.
 *
 * Health is seen only when somebody checks, so "healthy for the hold-down" means: healthy at
 * every check. Checks are at most a minute apart, and on-prem going down again also
 * raises the alarm, which takes a recovering rule back to failed-over.
 */
export function decideRecovery(s: RecoverySituation): RecoveryDecision {
  const { automation, now } = s;
  if (!automation) return none('automation did not move it');

  if (!sameWeights(s.weights, FAILED_OVER_WEIGHTS)) {
    const underWay =
      automation.state === 'failed-over' &&
      now - automation.since < FAILOVER_GRACE_MS;
    return underWay
      ? none('a failover is under way')
      : {
          action: 'untag',
          because: 'the weights are no longer those that automation set',
        };
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

  const remaining = automation.since + s.holdDownMs - now;
  if (remaining > 0) {
    const seconds = Math.ceil(remaining / 1000);
    return none(`on-prem must stay healthy for another ${seconds} s`);
  }
  return decideReset(s);
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
