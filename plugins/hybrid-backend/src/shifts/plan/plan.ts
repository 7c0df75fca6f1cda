import type {
  Plan,
  PlanRequest,
  SafetyRuleId,
  ShiftKind,
  ShiftStep,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
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
export type PlanFacts = Omit<SafetyFacts, 'kind' | 'steps'>;

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
 */
export function toPlan(
  intent: Intent,
  facts: PlanFacts,
  { force = [], approvalKinds = [] }: PlanTerms = {},
): Plan {
  const { kind, steps, durationSeconds } = intent;
  const rules = evaluateSafetyRules(
    { ...facts, kind, steps: steps.map(({ weights }) => weights) },
    force,
  );
  return {
    entityRef: facts.entityRef,
    kind,
    from: facts.from,
    to: steps[steps.length - 1].weights,
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
