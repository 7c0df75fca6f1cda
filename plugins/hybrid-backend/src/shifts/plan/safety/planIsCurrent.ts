import {
  sameWeights,
  sharesOf,
  type PlanBasis,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { describeWeights, percent } from '../../target/routes';
import { fail, pass, type SafetyRule } from './facts';

/** Percent; what came back through JSON and forms may be rounded. */
const TOLERANCE = 0.01;

const REMEDY =
  'Find out who shifts this service, read the new plan, and start the shift again if it is still what you want.';

/**
 * The plan that somebody has read must still say what the shift would do. Nobody can override
 * it, for the way out is to read the new plan. Where the weights have moved towards those that
 * were asked for, the shift is still what they want; but a drill returns to where it began.
 */
export const planIsCurrent: SafetyRule = {
  id: 'plan-is-current',
  title: 'The plan is current',
  applies: ({ planned }) => planned !== undefined,
  check: ({ kind, planned, from, steps, elsewhereShare = 0 }) => {
    const to = steps[steps.length - 1];
    if (planned?.to && !sameWeights(planned.to, to)) {
      return kind === 'reset'
        ? fail(
            `The plan ended at ${describeWeights(
              planned.to,
            )}, and ends at ${describeWeights(
              to,
            )} now: the default weights have changed.`,
            REMEDY,
          )
        : fail(
            `The plan was for ${describeWeights(
              planned.to,
            )}, and the shift that is asked for ends at ${describeWeights(
              to,
            )}.`,
            'Read the plan of the shift that you want, and start that one.',
          );
    }
    const known = planned?.elsewhereShare;
    if (known !== undefined && elsewhereShare > known + TOLERANCE) {
      return fail(
        `In the plan ${percent(
          known,
        )} of the requests went to target groups of neither site, and ${percent(
          elsewhereShare,
        )} would go there now.`,
        'Find out who gave another target group a share of this service, read the new plan, and start the shift again if it is still what you want.',
      );
    }
    const before = planned ? fromsOf(planned) : [from];
    const isCurrent = (one: Weights) =>
      kind === 'drill'
        ? sameWeights(from, one)
        : isOnTheWay(from, one, steps[0]);
    if (before.some(isCurrent)) {
      return pass(`The weights are ${describeWeights(from)}.`);
    }
    return fail(
      `The plan was made at ${before
        .map(describeWeights)
        .join(' and ')}, and the weights are ${describeWeights(from)} now.`,
      REMEDY,
    );
  },
};

function fromsOf({ from, fromRules }: PlanBasis): Weights[] {
  return fromRules ? fromRules.map(({ weights }) => weights) : [from];
}

/** Whether the weights lie between those of the plan and those that come next. */
export function isOnTheWay(
  now: Weights,
  before: Weights,
  next: Weights,
): boolean {
  if (sameWeights(now, before)) return true;
  if (isDark(now)) return false;
  const [at, a, b] = [now, isDark(before) ? next : before, next].map(
    each => sharesOf(each).aws,
  );
  return Math.min(a, b) <= at && at <= Math.max(a, b);
}

/** Weights of 0 and 0 are nowhere, so that there is no way from them. */
export function isDark(weights: Weights): boolean {
  return weights['on-prem'] + weights.aws === 0;
}
