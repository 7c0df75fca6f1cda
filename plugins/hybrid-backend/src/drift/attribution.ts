import {
  SITES,
  type Drift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { RuleChange } from '../aws/cloudTrail';
import type { SiteTargetGroups } from '../aws/rule/weights';

const MINUTE_MS = 60_000;

/** CloudTrail takes up to about a quarter of an hour to show an event. */
const LOOK_UPS_AFTER_MINUTES = [1, 2, 5, 10, 15, 15, 15];

/** When to ask again after the `asked`th time in vain; never, after about an hour. */
export function nextLookUp(asked: number, now: Date): number | undefined {
  const minutes = LOOK_UPS_AFTER_MINUTES[asked];
  return minutes === undefined
    ? undefined
    : now.getTime() + minutes * MINUTE_MS;
}

/**
 * The newest change of a rule, when it set the weights that are there. When it set others,
 * CloudTrail does not show yet what did, and it is not attributed to an older one.
 */
export function attribute(
  changes: RuleChange[],
  actual: Weights,
  groups: SiteTargetGroups,
): NonNullable<Drift['changedBy']> | undefined {
  const [newest] = [...changes].sort((a, b) => b.at.localeCompare(a.at));
  if (!newest) return undefined;
  const set = SITES.every(
    site => newest.weights.get(groups[site]) === actual[site],
  );
  if (!set) return undefined;
  return {
    principal: newest.principal,
    at: newest.at,
    ...(newest.requestId && { awsRequestId: newest.requestId }),
  };
}
