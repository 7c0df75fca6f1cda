import { withEnd, withMove, type MoveEnd } from './automationHistory';
import type { Context } from './context';
import {
  decideRecovery,
  isAhead,
  type RecoveryDecision,
} from './decideRecovery';
import { countTargets, type TargetCounts } from './health';
import type { Service } from './service';
import {
  readService,
  readSite,
  shownWeights,
  throwAll,
  type RuleNow,
  type ServiceState,
} from './serviceState';
import { FAILED_OVER_WEIGHTS, sameWeights, type Weights } from './sites';
import { isHeld } from './tags';
import { writeWeights } from './writeWeights';

/** Stands for the aws site until it is read: most checks end before it matters. */
const UNREAD = countTargets(['healthy']);

export interface RecoveryOptions {
  holdDownMs: number;
  /** The service as it was read for many at once, to save a call where there is nothing to do. */
  seen?: ServiceState;
}

/**
 * Takes a service that automation moved a step further on its way back to its default weights,
 * on all its rules; what was stopped between two of them is completed.
 */
export async function recoverService(
  service: Service,
  { holdDownMs, seen }: RecoveryOptions,
  context: Context,
): Promise<RecoveryDecision['action']> {
  const { loadBalancer, log, clock } = context;
  const { service: name, defaults } = service;

  const decide = (
    state: ServiceState,
    onPrem: TargetCounts,
    aws: TargetCounts,
  ) =>
    decideRecovery({
      ...state,
      health: { 'on-prem': onPrem, aws },
      defaults,
      now: clock.now(),
      holdDownMs,
    });

  let now = seen ?? (await readService(service, loadBalancer));
  const onPrem = await readSite(service, 'on-prem', loadBalancer);
  let decision = decide(now, onPrem, UNREAD);
  if (decision.action !== 'none') {
    // Something is to be written: decide again on what is true immediately before.
    const [onPremNow, aws, serviceNow] = await Promise.all([
      readSite(service, 'on-prem', loadBalancer),
      readSite(service, 'aws', loadBalancer),
      readService(service, loadBalancer),
    ]);
    now = serviceNow;
    decision = decide(now, onPremNow, aws);
  }

  const { action, because } = decision;
  const { rules } = now;
  const from = shownWeights(rules);
  switch (action) {
    case 'none': {
      const level = decision.alert ? 'warn' : 'info';
      log[level]('not reset', { service: name, because, weights: from });
      break;
    }
    case 'tag': {
      const { state } = decision;
      const arns = rules
        .filter(
          ({ automation }) =>
            automation?.state !== state || isAhead(automation, clock.now()),
        )
        .map(({ route }) => route.ruleArn);
      await loadBalancer.setAutomation(arns, { state, since: clock.now() });
      log.info(`marked as ${state}`, { service: name, because });
      break;
    }
    case 'untag':
      for (const rule of rules) {
        await noteEnd(rule, endOf(rule, defaults), context);
      }
      await removeAutomation(rules, context);
      // Rules that differ need a person: nobody looks after them any more.
      log[Array.isArray(from) ? 'warn' : 'info']('left to whoever changed it', {
        service: name,
        because,
        from,
      });
      break;
    case 'reset':
      await reset(service, rules, decision.to, context);
      log.info('reset', { service: name, because, from, to: decision.to });
      break;
    // no default
  }
  throwAll(now.errors);
  return action;
}

/**
 * One rule after the other: when one does not take its weights, or a failover has just taken it
 * back, the others stay where they are. The tags go last: default weights that still carry one
 * lose it at the next check.
 */
async function reset(
  service: Service,
  rules: readonly RuleNow[],
  to: Weights,
  context: Context,
): Promise<void> {
  for (const rule of rules) {
    if (!sameWeights(rule.weights, to)) await writeWeights(rule, to, context);
  }
  for (const rule of rules) {
    await noteEnd(rule, { how: 'returned', weights: to }, context);
  }
  await removeAutomation(rules, context);
  await restoreAutomation(service, to, context);
}

/** A reset that was stopped before it could remove the tag has returned the traffic all the same. */
function endOf(
  { automation, weights }: RuleNow,
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
  { route, history }: RuleNow,
  end: Pick<MoveEnd, 'how' | 'weights'>,
  { loadBalancer, clock, functionName: by }: Context,
): Promise<void> {
  const ended = withEnd(history, { ...end, at: clock.now(), by });
  if (ended) await loadBalancer.setHistory(route.ruleArn, ended);
}

async function removeAutomation(
  rules: readonly RuleNow[],
  { loadBalancer }: Context,
): Promise<void> {
  const arns = rules
    .filter(({ automation }) => automation)
    .map(({ route }) => route.ruleArn);
  await loadBalancer.removeAutomation(arns);
}

/** If on-prem failed in this very moment, the tags that were removed were the failover's. */
async function restoreAutomation(
  service: Service,
  from: Weights,
  { loadBalancer, clock, functionName: by }: Context,
): Promise<void> {
  const { rules, automation, hold } = await readService(service, loadBalancer);
  const now = clock.now();
  if (automation || isHeld(hold, now)) return;
  for (const { route, weights, history } of rules) {
    if (!sameWeights(weights, FAILED_OVER_WEIGHTS)) continue;
    await loadBalancer.setMove(
      route.ruleArn,
      { state: 'failed-over', since: now },
      withMove(history, { at: now, by, from }, false),
    );
  }
}
