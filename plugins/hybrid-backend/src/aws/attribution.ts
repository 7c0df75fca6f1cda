import {
  SITES,
  type Drift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { RuleChange } from './cloudTrail';
import type { SiteTargetGroups } from './rule/weights';

/**
 * The newest change of a rule, when it set the weights that are there. When it set others,
 * CloudTrail does not show yet what did, and it is not attributed to an older one.
 *
 * @param after - ISO time of which it is known that the weights were others after it: whoever
 *   set the same ones before that is not who it was.
 */
export function attribute(
  changes: RuleChange[],
  actual: Weights,
  groups: SiteTargetGroups,
  after?: string,
): NonNullable<Drift['changedBy']> | undefined {
  const [newest] = [...changes].sort((a, b) => b.at.localeCompare(a.at));
  if (!newest || (after && isBefore(newest.at, after))) return undefined;
  // A group that is not on the rule has no traffic.
  const set = SITES.every(
    site => (newest.weights.get(groups[site]) ?? 0) === actual[site],
  );
  const isOfThese = SITES.some(site => newest.weights.has(groups[site]));
  if (!set || !isOfThese) return undefined;
  return {
    principal: newest.principal,
    at: newest.at,
    ...(newest.requestId && { awsRequestId: newest.requestId }),
  };
}

/** Whether CloudTrail's time, which is in whole seconds, is certainly before another. */
function isBefore(at: string, other: string): boolean {
  return Date.parse(at) < Math.floor(Date.parse(other) / 1_000) * 1_000;
}
