import {
  sharesOf,
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
 * A start that was accepted although the world had moved since its plan was made: from when
 * it was sent on, no rule had what the plan was made from, nor anything between that and where
 * the plan leads.
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
  const froms = plan.fromRules?.map(({ weights }) => weights) ?? [plan.from];
  const [{ weights: next }] = plan.steps;
  const isCurrent = (weights: Weights) =>
    froms.some(from => isBetween(weights, from, next));
  return were.some(rules => rules.some(isCurrent))
    ? []
    : [
        broken(
          'no start from an old plan',
          `step ${step} refused: its plan for ${
            shift.service
          } leads from ${froms.map(inWords).join('+')} to ${inWords(next)}`,
          `shift ${shift.id} was accepted, while the rules had ${were
            .map(rules => rules.map(inWords).join('+'))
            .join(', ')}`,
        ),
      ];
}

function isBetween(weights: Weights, one: Weights, other: Weights): boolean {
  const share = (of: Weights) => sharesOf(of).aws;
  const [from, until] = [share(one), share(other)].sort((a, b) => a - b);
  return share(weights) >= from && share(weights) <= until;
}
