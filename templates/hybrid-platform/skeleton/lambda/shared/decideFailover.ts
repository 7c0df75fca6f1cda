import { describe, isDown, type TargetCounts } from './health';
import { FAILED_OVER_WEIGHTS, type PerSite, type Weights } from './sites';
import { isHeld, type Hold, type Automation } from './tags';

/** Everything that the decision to fail a service over is made on. */
export interface FailoverSituation {
  health: PerSite<TargetCounts>;
  /** Of each of the service's rules. */
  rules: readonly { weights: Weights }[];
  /** What the tags of all rules say together. */
  automation?: Automation;
  hold?: Hold;
  now: number;
}

export type FailoverDecision =
  | { action: 'move'; to: Weights; because: string }
  /** The traffic has moved already; only the tag is to say that on-prem is down again. */
  | { action: 'tag'; because: string }
  /** `final` when looking again cannot change the answer until on-prem's health changes. */
  | { action: 'none'; final: boolean; alert: boolean; because: string };

/** Whether a service's traffic must leave the on-prem site, and why or why not. */
export function decideFailover(s: FailoverSituation): FailoverDecision {
  if (!isDown(s.health['on-prem'])) {
    return none(true, `on-prem is not down: ${describe(s.health['on-prem'])}`);
  }
  if (s.rules.every(({ weights }) => weights['on-prem'] === 0)) {
    return s.automation?.state === 'recovering'
      ? { action: 'tag', because: 'on-prem went down again while recovering' }
      : none(true, 'on-prem gets no traffic already');
  }
  if (s.hold && isHeld(s.hold, s.now)) {
    const until = new Date(s.hold.until).toISOString();
    return none(false, `held by ${s.hold.by} until ${until}`, true);
  }
  if (s.health.aws.healthy === 0) {
    const aws = describe(s.health.aws);
    return none(false, `aws cannot take the traffic: ${aws}`, true);
  }
  return {
    action: 'move',
    to: FAILED_OVER_WEIGHTS,
    because: `on-prem is down: ${describe(s.health['on-prem'])}`,
  };
}

function none(final: boolean, because: string, alert = false) {
  return { action: 'none', final, alert, because } as const;
}
