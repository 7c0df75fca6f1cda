import type { Context } from './context';
import { decideRecovery, type RecoveryDecision } from './decideRecovery';
import type { TargetCounts } from './health';
import type { Route } from './inventory';
import type { RuleState } from './loadBalancer';
import { weightsOf } from './ruleActions';
import { FAILED_OVER_WEIGHTS, sameWeights } from './sites';
import { isHeld } from './tags';
import { writeWeights } from './writeWeights';

/** Stands for the aws site until it is read: most looks end before it matters. */
const UNREAD: TargetCounts = { healthy: 1, initial: 0, total: 1 };

export interface RecoveryOptions {
  holdDownMs: number;
  /** The rule as it was read for many at once, to save a call where there is nothing to do. */
  seen?: RuleState;
}

/** Takes one marked rule a step further on its way back to its default weights. */
export async function recoverService(
  route: Route,
  { holdDownMs, seen }: RecoveryOptions,
  context: Context,
): Promise<RecoveryDecision['action']> {
  const { loadBalancer, log, clock } = context;
  const { service, ruleArn, groupArns, defaults } = route;

  const decide = (rule: RuleState, onPrem: TargetCounts, aws: TargetCounts) =>
    decideRecovery({
      ...rule,
      health: { 'on-prem': onPrem, aws },
      weights: weightsOf(rule.actions, groupArns),
      defaults,
      now: clock.now(),
      holdDownMs,
    });

  let rule = seen ?? (await loadBalancer.readRule(ruleArn));
  const onPrem = await loadBalancer.readHealth(groupArns['on-prem']);
  let decision = decide(rule, onPrem, UNREAD);
  if (decision.action !== 'none') {
    // Something is to be written: decide again on what is true immediately before.
    const [onPremNow, aws, ruleNow] = await Promise.all([
      loadBalancer.readHealth(groupArns['on-prem']),
      loadBalancer.readHealth(groupArns.aws),
      loadBalancer.readRule(ruleArn),
    ]);
    rule = ruleNow;
    decision = decide(rule, onPremNow, aws);
  }

  const { action, because } = decision;
  const from = weightsOf(rule.actions, groupArns);
  switch (action) {
    case 'none': {
      const level = decision.alert ? 'warn' : 'info';
      log[level]('not reset', { service, because, weights: from });
      break;
    }
    case 'mark':
      await loadBalancer.mark(ruleArn, {
        state: decision.state,
        since: clock.now(),
      });
      log.info(`marked as ${decision.state}`, { service, because });
      break;
    case 'forget':
      await loadBalancer.unmark(ruleArn);
      log.info('left to whoever changed it', { service, because, from });
      break;
    case 'reset':
      // The mark goes last: default weights that still carry one lose it at the next look.
      await writeWeights(route, rule, decision.to, context);
      await loadBalancer.unmark(ruleArn);
      await keepMarkOfFailover(route, context);
      log.info('reset', { service, because, from, to: decision.to });
      break;
    // no default
  }
  return action;
}

/** If on-prem failed in this very moment, the mark that was removed was the failover's. */
async function keepMarkOfFailover(
  { ruleArn, groupArns }: Route,
  { loadBalancer, clock }: Context,
): Promise<void> {
  const { actions, mark, hold } = await loadBalancer.readRule(ruleArn);
  const now = clock.now();
  const failedOver = sameWeights(
    weightsOf(actions, groupArns),
    FAILED_OVER_WEIGHTS,
  );
  if (failedOver && !mark && !isHeld(hold, now)) {
    await loadBalancer.mark(ruleArn, { state: 'failed-over', since: now });
  }
}
