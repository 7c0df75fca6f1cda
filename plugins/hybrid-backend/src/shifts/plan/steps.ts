import type {
  PlanRequest,
  ShiftStep,
  Site,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The sum of the weights that a failover, a drill or a step sets: a weight is a percentage. */
const ALL = 100;

/** What is set, in order, when a plan is carried out; the way back of a drill is not a step. */
export function plannedSteps(
  request: PlanRequest,
  defaults: Weights,
): ShiftStep[] {
  switch (request.kind) {
    case 'failover':
    case 'drill':
      return [{ weights: allTo(request.to), bakeSeconds: 0 }];
    case 'reset':
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

/** All traffic at one site. */
export function allTo(site: Site): Weights {
  return site === 'aws'
    ? { 'on-prem': 0, aws: ALL }
    : { 'on-prem': ALL, aws: 0 };
}
