import { withEnd, withMove, type MoveEnd } from './automationHistory';
import type { Context } from './context';
import { decideRecovery, type RecoveryDecision } from './decideRecovery';
import { countTargets, type TargetCounts } from './health';
import type { Route } from './inventory';
import type { RuleState } from './loadBalancer';
import { weightsOf } from './ruleActions';
import { FAILED_OVER_WEIGHTS, sameWeights, type Weights } from './sites';
import { isHeld } from './tags';
import { writeWeights } from './writeWeights';

/** Stands for the aws site until it is read: most checks end before it matters. */
const UNREAD = countTargets(['healthy']);

export interface RecoveryOptions {
  holdDownMs: number;
  /** The rule as it was read for many at once, to save a call where there is nothing to do. */
  seen?: RuleState;
}

/** Takes one rule that automation moved a step further on its way back to its default weights. */
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
    case 'tag':
      await loadBalancer.setAutomation(ruleArn, {
        state: decision.state,
        since: clock.now(),
      });
      log.info(`marked as ${decision.state}`, { service, because });
      break;
    case 'untag':
      await noteEnd(route, rule, endOf(rule, from, defaults), context);
      await loadBalancer.removeAutomation(ruleArn);
      log.info('left to whoever changed it', { service, because, from });
      break;
    case 'reset':
      // The tag goes last: default weights that still carry one lose it at the next check.
      await writeWeights(route, rule, decision.to, context);
      await noteEnd(
        route,
        rule,
        { how: 'returned', weights: decision.to },
        context,
      );
      await loadBalancer.removeAutomation(ruleArn);
      await restoreAutomation(route, decision.to, context);
      log.info('reset', { service, because, from, to: decision.to });
      break;
    // no default
  }
  return action;
}

/** A reset that was stopped before it could remove the tag has returned the traffic all the same. */
function endOf(
  { automation }: RuleState,
  weights: Weights,
  defaults: Weights | undefined,
): Pick<MoveEnd, 'how' | 'weights'> {
  const isReset =
    automation?.state === 'recovering' &&
    defaults !== undefined &&
    sameWeights(weights, defaults);
  return { how: isReset ? 'returned' : 'left', weights };
}

/** While the tag of the state is there: without it nobody would look after the end any more. */
async function noteEnd(
  { ruleArn }: Route,
  { history }: RuleState,
  end: Pick<MoveEnd, 'how' | 'weights'>,
  { loadBalancer, clock, functionName: by }: Context,
): Promise<void> {
  const ended = withEnd(history, { ...end, at: clock.now(), by });
  if (ended) await loadBalancer.setHistory(ruleArn, ended);
}

/** If on-prem failed in this very moment, the tag that was removed was the failover's. */
async function restoreAutomation(
  { ruleArn, groupArns }: Route,
  from: Weights,
  { loadBalancer, clock, functionName: by }: Context,
): Promise<void> {
  const { actions, automation, history, hold } = await loadBalancer.readRule(
    ruleArn,
  );
  const now = clock.now();
  const failedOver = sameWeights(
    weightsOf(actions, groupArns),
    FAILED_OVER_WEIGHTS,
  );
  if (failedOver && !automation && !isHeld(hold, now)) {
    await loadBalancer.setAutomation(
      ruleArn,
      { state: 'failed-over', since: now },
      withMove(history, { at: now, by, from }, false),
    );
  }
}
