import {
  sharesOf,
  type Plan,
  type PlanBasis,
  type PlanRequest,
  type SafetyRuleId,
  type SafetyRuleResult,
  type ShiftKind,
  type ShiftStep,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../../errors';
import { allWeights, elsewhereShareOf } from '../target/routes';
import type { RouteReading } from '../target/RouteReading';
import { evaluateSafetyRules, type SafetyFacts } from './safety/index';
import { plannedSteps } from './steps';

/** What is to be set, in order, however it was asked for. */
export interface Intent {
  kind: ShiftKind;
  steps: ShiftStep[];
  /** Only for a drill. */
  durationSeconds?: number;
}

/** @param defaults - absent when they are not known; only a reset needs them. */
export function intentOf(
  request: PlanRequest,
  defaults: Weights | undefined,
): Intent {
  return {
    kind: request.kind,
    steps: plannedSteps(request, defaults),
    ...(request.kind === 'drill' && {
      durationSeconds: request.durationSeconds,
    }),
  };
}

/** What a plan is decided on, besides what is asked for. */
export type PlanFacts = Omit<
  SafetyFacts,
  'kind' | 'steps' | 'from' | 'elsewhereShare'
> & {
  /** What the service has now, route by route; at least one. */
  routes: RouteReading[];
};

/** What the caller of a plan wants beyond the rules. */
export interface PlanTerms {
  /** Rules that may fail. */
  force?: readonly SafetyRuleId[];
  /** Kinds of shift that somebody else has to approve. */
  approvalKinds?: readonly ShiftKind[];
}

/**
 * A plan from facts alone. It asks nobody, so that a thousand can be made from facts that
 * were read in bulk.
 *
 * @throws HybridError for what cannot be asked of a service whose rules disagree.
 */
export function toPlan(
  intent: Intent,
  { routes, ...facts }: PlanFacts,
  { force = [], approvalKinds = [] }: PlanTerms = {},
): Plan {
  const { kind, steps, durationSeconds } = intent;
  const to = steps[steps.length - 1].weights;
  const froms = allWeights(
    new Map(byWay(routes, to).map(({ id, weights }) => [id, weights])),
  );
  if (froms.length > 1) assertMakesEqual(kind);
  const elsewhereShare = elsewhereShareOf(
    routes.map(({ elsewhere }) => ({ weights: to, elsewhere })),
  );
  const rules = strictest(
    byWay(routes, to).map(({ id, weights: from }) =>
      evaluateSafetyRules(
        {
          ...facts,
          planned: basisOfRoute(facts.planned, id),
          from,
          elsewhereShare,
          kind,
          steps: steps.map(({ weights }) => weights),
        },
        force,
      ),
    ),
  );
  const sticky = Math.max(
    0,
    ...routes.map(({ stickySeconds = 0 }) => stickySeconds),
  );
  return {
    entityRef: facts.entityRef,
    kind,
    from: froms[0],
    ...(froms.length > 1 && {
      fromRules: routes.map(({ id, weights }) => ({ rule: id, weights })),
    }),
    to,
    ...(elsewhereShare > 0 && { elsewhereShare }),
    ...(sticky > 0 && { stickinessSeconds: sticky }),
    steps,
    ...(durationSeconds !== undefined && { durationSeconds }),
    rules,
    allowed: rules.every(({ passed, forced }) => passed || forced),
    forceable: rules.every(({ passed, forceable }) => passed || forceable),
    approvalRequired: approvalKinds.includes(kind),
    evaluatedAt: facts.now.toISOString(),
  };
}

/** The rules of a plan that failed and were forced. */
export function forcedRules({ rules }: Plan): SafetyRuleId[] {
  return rules.filter(({ forced }) => forced).map(({ id }) => id);
}

/** The routes, those that move most first. */
function byWay(routes: RouteReading[], to: Weights): RouteReading[] {
  const way = ({ weights }: RouteReading) =>
    Math.abs(sharesOf(weights).aws - sharesOf(to).aws);
  return [...routes].sort((a, b) => way(b) - way(a));
}

/** What a plan was made from, of one rule; of all where the plan does not know it. */
function basisOfRoute(
  planned: PlanBasis | undefined,
  id: string,
): PlanBasis | undefined {
  const own = planned?.fromRules?.find(({ rule }) => rule === id);
  return own
    ? { ...planned, fromRules: undefined, from: own.weights }
    : planned;
}

/** Of the results from several starting points, the failed ones count. */
function strictest([
  first,
  ...others
]: SafetyRuleResult[][]): SafetyRuleResult[] {
  return first.map(
    (result, index) =>
      [result, ...others.map(results => results[index])].find(
        ({ passed }) => !passed,
      ) ?? result,
  );
}

/** Where rules disagree, nothing else says what their weights are to be for good. */
function assertMakesEqual(kind: ShiftKind): void {
  if (kind === 'failover' || kind === 'reset') return;
  throw new HybridError({
    code: 'rules-diverged',
    message:
      "The service's listener rules do not have the same weights: something moved one of them and not the others.",
    remedy:
      'Make a failover or a reset, which sets the same weights on all of them; then shift to the weights that you want.',
  });
}
