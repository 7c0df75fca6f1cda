import { withMove } from './automationHistory';
import type { Context } from './context';
import { decideFailover } from './decideFailover';
import type { TargetCounts } from './health';
import type { Route } from './inventory';
import type { RuleState } from './loadBalancer';
import { weightsOf } from './ruleActions';
import { sameWeights } from './sites';
import type { Automation } from './tags';
import { writeWeights } from './writeWeights';

export interface FailoverResult {
  moved: boolean;
  /** False when it is worth looking again although on-prem's health is the same. */
  final: boolean;
}

/**
 * Moves one rule's traffic to aws if it must leave on-prem. Everything is read immediately
 * before it is decided on, so that repeating it, or two doing it at once, changes nothing.
 *
 * @param seen - on-prem's health, by who has looked this moment.
 */
export async function failOverService(
  route: Route,
  context: Context,
  seen?: TargetCounts,
): Promise<FailoverResult> {
  const { loadBalancer, clock } = context;
  const { service, ruleArn, groupArns } = route;

  const [onPrem, aws, rule] = await Promise.all([
    seen ?? loadBalancer.readHealth(groupArns['on-prem']),
    loadBalancer.readHealth(groupArns.aws),
    loadBalancer.readRule(ruleArn),
  ]);
  const from = weightsOf(rule.actions, groupArns);
  const decision = decideFailover({
    ...rule,
    health: { 'on-prem': onPrem, aws },
    weights: from,
    now: clock.now(),
  });

  const { because } = decision;
  if (rule.unreadableHold && decision.action === 'move') {
    const { unreadableHold } = rule;
    context.log.warn('no hold, as its time cannot be read', {
      service,
      unreadableHold,
    });
  }
  if (decision.action === 'none') {
    const level = decision.alert ? 'warn' : 'info';
    context.log[level]('left as it is', { service, because, weights: from });
    return { moved: false, final: decision.final };
  }

  const automation: Automation = { state: 'failed-over', since: clock.now() };
  if (decision.action === 'tag') {
    await loadBalancer.setAutomation(ruleArn, automation);
    context.log.info('marked as failed over', { service, because });
    return { moved: false, final: true };
  }

  const move = { at: automation.since, by: context.functionName, from };
  const history = withMove(rule.history, move, rule.automation !== undefined);
  // Tagged first: if this is the last thing that succeeds, the tag is dropped later. Weights
  // without a tag would look like a person's decision, and never be reset. Yet traffic that
  // cannot be tagged must leave a dead site all the same.
  const tagged = await loadBalancer
    .setAutomation(ruleArn, automation, history)
    .then(
      () => true,
      () => false,
    );
  await writeWeights(route, rule, decision.to, context).catch(async error => {
    await takeBack(route, rule, context).catch(() => {});
    throw error;
  });
  context.log.info('failed over', { service, because, from, to: decision.to });
  if (!tagged) {
    await loadBalancer.setAutomation(ruleArn, automation, history);
  }
  return { moved: true, final: true };
}

/** A move that AWS refused is no history. */
async function takeBack(
  { ruleArn, groupArns }: Route,
  { actions, history }: RuleState,
  { loadBalancer }: Context,
): Promise<void> {
  const now = await loadBalancer.readActions(ruleArn);
  const isUnmoved = sameWeights(
    weightsOf(now, groupArns),
    weightsOf(actions, groupArns),
  );
  if (isUnmoved) await loadBalancer.setHistory(ruleArn, history);
}
