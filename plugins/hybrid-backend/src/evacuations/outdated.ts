import {
  otherSite,
  type EvacuationPlan,
  type PlannedService,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';
import { isDark, isOnTheWay } from '../shifts/plan/safety/index';
import { allTo } from '../shifts/plan/steps';
import type { Candidate } from './candidates';

/**
 * The services for which the plan that somebody has read is out of date: they were not in it,
 * or their traffic has moved away from where the evacuation leads. What has moved the way that
 * is asked for, or cannot be moved anyway, is no reason to ask again.
 */
export function outdated(
  planned: PlannedService[],
  candidates: Candidate[],
  leaving: Site,
): string[] {
  const known = new Map(planned.map(({ service, from }) => [service, from]));
  const to = allTo(otherSite(leaving));
  return candidates.flatMap(({ name, routable }) => {
    if (!routable) return [];
    const from = known.get(name);
    // Of what could not be read then, a plan says 0 and 0.
    const isCurrent =
      from !== undefined &&
      (isDark(from) ||
        routable.rules.every(({ weights }) => isOnTheWay(weights, from, to)));
    return isCurrent ? [] : [name];
  });
}

/** What refuses an evacuation whose plan is out of date: the new plan is the way out. */
export function planOutdated(
  services: string[],
  evacuationPlan: EvacuationPlan,
): HybridError {
  const named = services.slice(0, 3).join(', ');
  const more = services.length > 3 ? ` and ${services.length - 3} more` : '';
  return new HybridError(
    {
      code: 'safety-rule-failed',
      message: `The plan is out of date: ${named}${more} were not in it, or have moved towards ${evacuationPlan.off} since.`,
      remedy:
        'Read the new plan, and start the evacuation again if it is still what you want.',
    },
    { evacuationPlan },
  );
}
