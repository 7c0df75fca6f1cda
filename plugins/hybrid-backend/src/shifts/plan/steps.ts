import {
  HYBRID_TAGS,
  type PlanRequest,
  type ShiftStep,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../../errors';

/** The sum of the weights that a failover, a drill or a step sets: a weight is a percentage. */
const ALL = 100;

/**
 * What is set, in order, when a plan is carried out; the way back of a drill is not a step.
 *
 * @throws HybridError for a reset where nobody knows the default weights.
 */
export function plannedSteps(
  request: PlanRequest,
  defaults: Weights | undefined,
): ShiftStep[] {
  switch (request.kind) {
    case 'failover':
    case 'drill':
      return [{ weights: allTo(request.to), bakeSeconds: 0 }];
    case 'reset':
      if (!defaults) throw noDefaultWeights();
      return [{ weights: defaults, bakeSeconds: 0 }];
    default:
      return 'steps' in request
        ? request.steps.map(({ aws, bakeSeconds = 0 }) => ({
            weights: { 'on-prem': ALL - aws, aws },
            bakeSeconds,
          }))
        : [
            {
              weights: {
                'on-prem': request.weights['on-prem'],
                aws: request.weights.aws,
              },
              bakeSeconds: 0,
            },
          ];
  }
}

function noDefaultWeights(): HybridError {
  return new HybridError({
    code: 'rule-not-hybrid',
    message: 'The default weights are not known, so there is no reset.',
    remedy: `Set the tags '${HYBRID_TAGS.defaultWeight}' of both target groups, or shift to the weights that you want.`,
  });
}

/** All traffic at one site. */
export function allTo(site: Site): Weights {
  return site === 'aws'
    ? { 'on-prem': 0, aws: ALL }
    : { 'on-prem': ALL, aws: 0 };
}
