import type {
  Site,
  TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { healthOfTargets } from '../aws/targetHealth';
import type { SiteTargetGroups } from '../aws/rule/weights';

/**
 * The targets of a service at a site. A target group is of one load balancer, so a service
 * behind two has two at each site; the one that serves worse has the say, for requests that
 * come by it find nothing else.
 */
export async function readTargets(
  aws: Pick<PlatformAws, 'targets'>,
  { rules }: { rules: { targetGroups: SiteTargetGroups }[] },
  site: Site,
): Promise<TargetCounts> {
  const groups = new Set(rules.map(({ targetGroups }) => targetGroups[site]));
  const counts = await Promise.all([...groups].map(arn => aws.targets(arn)));
  return worst(counts);
}

/**
 * The counts with the smallest share of healthy targets; of several without any, those of a
 * group that is down rather than those of one of which nothing is known.
 */
export function worst(counts: TargetCounts[]): TargetCounts {
  const share = ({ healthy, total }: TargetCounts) =>
    total === 0 ? 0 : healthy / total;
  const doubt = (each: TargetCounts) =>
    healthOfTargets(each) === 'unknown' ? 1 : 0;
  return counts.reduce((a, b) =>
    (share(b) - share(a) || doubt(b) - doubt(a)) < 0 ? b : a,
  );
}
