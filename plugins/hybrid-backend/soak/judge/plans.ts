import {
  sameWeights,
  type Plan,
  type Shift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Truth } from '../observe/types';
import { broken, type Broken } from './Broken';
import { inWords } from './writes';

/** A shift that was accepted, and the plan that was read before. */
export interface StartedFromPlan {
  step: number;
  plan: Plan;
  shift: Shift;
  sentAt: number;
}

/**
 * A start that was accepted although the world had moved since its plan was made: the rule had
 * at no moment from then on until the start what the plan was made from, nor has it moved the
 * way that was asked for.
 */
export function startedFromOldPlan(
  { step, plan, shift, sentAt }: StartedFromPlan,
  truth: Truth,
): Broken[] {
  const were = truth.weights(
    shift.service,
    sentAt,
    Date.parse(shift.createdAt),
  );
  const isFresh = (weights: Weights) =>
    sameWeights(weights, plan.from) ||
    plan.steps.some(planned => sameWeights(planned.weights, weights));
  return were.some(rules => rules.some(isFresh))
    ? []
    : [
        broken(
          'no start from an old plan',
          `step ${step} refused: its plan for ${
            shift.service
          } was made from ${inWords(plan.from)}`,
          `shift ${shift.id} was accepted, while the rules had ${were
            .map(rules => rules.map(inWords).join('+'))
            .join(', ')}`,
        ),
      ];
}
