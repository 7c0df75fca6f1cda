import { worst, type TargetCounts } from './health';
import type { Route, Service } from './service';
import type { LoadBalancer, RuleState } from './loadBalancer';
import { isIdle } from './listeners';
import { mergeAutomation, mergeHolds } from './mergeRules';
import { weightsOf } from './ruleActions';
import { sameWeights, type Site, type Weights } from './sites';
import type { Automation, Hold } from './tags';

/** One rule of a service as it is now. */
export interface RuleNow extends RuleState {
  route: Route;
  weights: Weights;
}

/** A service as its rules and their tags say together. */
export interface ServiceState {
  /** At least one. */
  rules: RuleNow[];
  automation?: Automation;
  hold?: Hold;
  unreadableHold?: string;
  unreadableAutomation?: string;
  /** What is wrong with rules that could not be understood; the others are here. */
  errors: unknown[];
}

/** Reads all rules of a service; those that are gone are left out. */
export async function readService(
  { routes }: Service,
  loadBalancer: Pick<LoadBalancer, 'readExisting'>,
): Promise<ServiceState> {
  const arns = routes.map(({ ruleArn }) => ruleArn);
  return serviceState(routes, await loadBalancer.readExisting(arns));
}

/** Throws where none of its rules can be understood. */
export function serviceState(
  routes: readonly Route[],
  states: ReadonlyMap<string, RuleState>,
): ServiceState {
  const rules: RuleNow[] = [];
  const errors: unknown[] = [];
  const existing = routes.filter(({ ruleArn }) => states.has(ruleArn));
  // One that has become a redirect meanwhile is none of the service's any more.
  const forwarding = existing.filter(
    ({ ruleArn }) => !isIdle({ Actions: states.get(ruleArn)!.actions }),
  );
  for (const route of forwarding.length > 0 ? forwarding : existing) {
    const state = states.get(route.ruleArn)!;
    try {
      const weights = weightsOf(state.actions, route.groupArns);
      rules.push({ ...state, route, weights });
    } catch (error) {
      errors.push(error);
    }
  }
  if (rules.length === 0) {
    throwAll(errors);
    throw new Error('it has no listener rule');
  }
  const all = [...states.values()];
  return {
    rules,
    automation: mergeAutomation(all.map(({ automation }) => automation)),
    hold: mergeHolds(all.map(({ hold }) => hold)),
    unreadableHold: all.find(each => each.unreadableHold)?.unreadableHold,
    unreadableAutomation: all.find(each => each.unreadableAutomation)
      ?.unreadableAutomation,
    errors,
  };
}

/** The targets of a service at a site: of the worst of its groups there. */
export async function readSite(
  { routes }: Pick<Service, 'routes'>,
  site: Site,
  loadBalancer: Pick<LoadBalancer, 'readHealth'>,
): Promise<TargetCounts> {
  const groups = new Set(routes.map(({ groupArns }) => groupArns[site]));
  return worst(
    await Promise.all([...groups].map(arn => loadBalancer.readHealth(arn))),
  );
}

/** Weights for a log line: one pair where the rules agree, else one for each. */
export function shownWeights(rules: readonly RuleNow[]): Weights | Weights[] {
  const [first, ...others] = rules.map(({ weights }) => weights);
  return others.every(each => sameWeights(each, first))
    ? first
    : [first, ...others];
}

/** Fails once, for everything that went wrong with the rules of one service. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 0) return;
  if (errors.length === 1) throw errors[0] as Error;
  const messages = errors.map(error =>
    error instanceof Error ? error.message : String(error),
  );
  throw new AggregateError(errors, [...new Set(messages)].join('; '));
}
