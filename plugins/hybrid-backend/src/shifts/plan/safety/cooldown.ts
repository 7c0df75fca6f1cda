import { healthOfTargets } from '../../../aws/targetHealth';
import { fail, pass, type SafetyFacts, type SafetyRule } from './facts';
import { gainingSites } from './gaining';

/**
 * Keeps people and scripts from undoing each other faster than health checks and metrics can
 * follow. It must not hinder who is on call, so it lets through what leads back or away from
 * trouble: the default weights, the weights from before the last shift, traffic that leaves a
 * site without a healthy target, and a whole site's evacuation.
 */
export const cooldown: SafetyRule = {
  id: 'cooldown',
  title: 'The last shift has settled',
  check: facts => {
    const { lastChange, now } = facts;
    if (!lastChange) return pass('No shift ended within the cooldown.');
    const { shift, cooldownMs } = lastChange;
    const left = Date.parse(shift.endedAt) + cooldownMs - now.getTime();
    if (left <= 0) return pass(`The last shift ended at ${shift.endedAt}.`);
    const why = exemption(facts);
    if (why) return pass(`The cooldown does not apply: ${why}.`);
    const seconds = Math.ceil(left / 1000);
    return fail(
      `The last shift, by ${shift.requestedBy}, ended at ${
        shift.endedAt
      }; the cooldown of ${Math.round(
        cooldownMs / 1000,
      )} s has ${seconds} s left.`,
      `Wait ${seconds} s. A reset, the way back to the weights from before, and leaving a site without a healthy target need not wait.`,
    );
  },
};

function exemption(facts: SafetyFacts): string | undefined {
  const { kind, steps, targets, byAlarm, evacuation, lastChange } = facts;
  if (evacuation) return 'the shift is part of an evacuation';
  if (kind === 'reset') return 'a reset is always possible';
  const to = steps[steps.length - 1];
  if (gainingSites(lastChange!.shift.from, to).length === 0) {
    return 'the shift leads back to the weights from before the last one';
  }
  const dead = gainingSites(to, facts.from).find(site => {
    const counts = targets[site];
    return counts
      ? healthOfTargets(counts) === 'unhealthy'
      : byAlarm?.[site]?.healthy === false;
  });
  return dead && `${dead} has no healthy target, and traffic leaves it`;
}
