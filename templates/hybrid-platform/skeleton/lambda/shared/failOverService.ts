import { withMove, type Move } from './automationHistory';
import type { Context } from './context';
import { decideFailover } from './decideFailover';
import type { TargetCounts } from './health';
import type { Service } from './service';
import {
  readService,
  readSite,
  shownWeights,
  throwAll,
  type RuleNow,
} from './serviceState';
import { sameWeights, type Weights } from './sites';
import type { Automation } from './tags';
import { writeWeights } from './writeWeights';

export interface FailoverResult {
  moved: boolean;
  /** False when it is worth looking again although on-prem's health is the same. */
  final: boolean;
}

/**
 * Moves a service's traffic to aws if it must leave on-prem, on all its rules. Everything is
 * read immediately before it is decided on, so that repeating it, or two doing it at once,
 * changes nothing, and what was stopped between two rules is completed. A rule that AWS refuses
 * does not keep the others at a site that is down; then it throws in the end.
 *
 * @param seen - on-prem's health, by who has looked this moment.
 */
export async function failOverService(
  service: Service,
  context: Context,
  seen?: TargetCounts,
): Promise<FailoverResult> {
  const { loadBalancer, clock, log } = context;
  const name = service.service;

  const [onPrem, aws, now] = await Promise.all([
    seen ?? readSite(service, 'on-prem', loadBalancer),
    readSite(service, 'aws', loadBalancer),
    readService(service, loadBalancer),
  ]);
  const { rules, errors, unreadableHold } = now;
  const decision = decideFailover({
    ...now,
    health: { 'on-prem': onPrem, aws },
    now: clock.now(),
  });

  const { because } = decision;
  const from = shownWeights(rules);
  if (unreadableHold && decision.action === 'move') {
    log.warn('no hold, as its time cannot be read', {
      service: name,
      unreadableHold,
    });
  }
  if (decision.action === 'none') {
    const level = decision.alert ? 'warn' : 'info';
    log[level]('left as it is', { service: name, because, weights: from });
    throwAll(errors);
    return { moved: false, final: decision.final };
  }

  const automation: Automation = { state: 'failed-over', since: clock.now() };
  if (decision.action === 'tag') {
    const arns = rules
      .filter(rule => rule.automation?.state !== 'failed-over')
      .map(({ route }) => route.ruleArn);
    await loadBalancer.setAutomation(arns, automation);
    log.info('marked as failed over', { service: name, because });
    throwAll(errors);
    return { moved: false, final: true };
  }

  const { to } = decision;
  const results = await Promise.allSettled(
    rules.map(rule => moveRule(rule, to, automation, context)),
  );
  const failures: unknown[] = [
    ...errors,
    ...results.flatMap(result =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    ),
  ];
  if (failures.length === 0) {
    log.info('failed over', { service: name, because, from, to });
  } else if (failures.length < rules.length + errors.length) {
    log.warn('failed over in part', { service: name, because, from, to });
  }
  throwAll(failures);
  return { moved: true, final: true };
}

/** A rule that has moved and says so, as one of several may have, is done. */
async function moveRule(
  rule: RuleNow,
  to: Weights,
  automation: Automation,
  context: Context,
): Promise<void> {
  const { loadBalancer } = context;
  const { ruleArn } = rule.route;
  const isThere = sameWeights(rule.weights, to);
  if (isThere && rule.automation?.state === 'failed-over') return;

  const history = historyWith(rule, isThere, automation.since, context);
  // Tagged first: if this is the last thing that succeeds, the tag is dropped later. Weights
  // without a tag would look like a person's decision, and never be reset. Yet traffic that
  // cannot be tagged must leave a dead site all the same.
  const tagged = await loadBalancer.setMove(ruleArn, automation, history).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await writeWeights(rule, to, context).catch(async error => {
      await takeBack(rule, context).catch(() => {});
      throw error;
    });
  }
  if (!tagged) await loadBalancer.setMove(ruleArn, automation, history);
}

/** Undefined when the move that the history tells of is the one that goes on. */
function historyWith(
  { history, automation, weights: from }: RuleNow,
  isThere: boolean,
  at: number,
  { functionName: by }: Context,
): Move[] | undefined {
  const again = automation !== undefined;
  if (isThere && again) return undefined;
  return withMove(history, { at, by, from }, again);
}

/** A move that AWS refused is no history. */
async function takeBack(
  { route, weights, history }: RuleNow,
  { loadBalancer }: Context,
): Promise<void> {
  const now = await loadBalancer.readWeights(route);
  if (sameWeights(now, weights)) {
    await loadBalancer.setHistory(route.ruleArn, history);
  }
}
