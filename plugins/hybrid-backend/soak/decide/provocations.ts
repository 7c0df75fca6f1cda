import { SERVICES } from '../../src/__testUtils__/services';
import { decideWeights, USERS, type Action, type Course } from './actions';
import type { Fault } from './faults';
import type { Random } from './Random';

/** What is done around a fault, counted from its beginning. */
export interface Provocation {
  afterMs: number;
  action: Action;
}

/** A dead site is known to be dead after so long: three health checks, ten times as fast. */
const KNOWN_DEAD_MS = 3_200;

/**
 * What is the worst that somebody can do when something goes wrong. By chance alone it would
 * seldom come together.
 */
export function decideProvocations(
  fault: Fault,
  random: Random,
): Provocation[] {
  const shift = (
    service: string,
    course: Course,
    more: { replica?: number } = {},
  ): Action => ({
    do: 'shift',
    service,
    user: random.pick(USERS),
    course,
    ...more,
  });
  switch (fault.kind) {
    // The replica that is to lose its leases has one of every service.
    case 'lease-lost':
      return SERVICES.map(service => ({
        afterMs: 50,
        action: shift(service, decideWeights(random), {
          replica: fault.replica,
        }),
      }));
    // All traffic to the site that is dead.
    case 'site-down':
      return SERVICES.map(service => ({
        afterMs: KNOWN_DEAD_MS,
        action: shift(service, { kind: 'failover', to: fault.site }),
      }));
    // A plan from where the weights are not any more when it is started.
    case 'controller':
      return [
        {
          afterMs: -2_500,
          action: shift(fault.service, { kind: 'failover', to: 'aws' }),
        },
        {
          afterMs: -300,
          action: {
            do: 'plan-and-shift',
            service: fault.service,
            user: random.pick(USERS),
            course: { kind: 'custom', weights: { 'on-prem': 10, aws: 90 } },
            thinksMs: 2_000,
          },
        },
      ];
    default:
      return [];
  }
}
