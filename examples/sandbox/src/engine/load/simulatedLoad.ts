import type { ServiceConfig } from '../platformConfig';
import type { World } from '../../model';
import { isReachableFromAws } from '../faults';
import type { RequestMetrics } from '../metrics/requestMetrics';
import { naming, SITES } from '../naming';
import { targetGroupOf, weightsOf } from '../world/services';

const RESPONSE_MS = 5;

/**
 * Counts the requests that services without origins would have got, by the weights and the
 * health of this moment.
 */
export function simulateRequests(
  world: World,
  metrics: RequestMetrics,
  load: { services: ServiceConfig[]; requests: number },
): void {
  for (const { name } of load.services) {
    const weights = weightsOf(world, name);
    const sum = weights['on-prem'] + weights.aws;
    if (sum === 0) {
      metrics.loadBalancerFailed(503, load.requests);
      continue;
    }
    const onPrem = Math.round((load.requests * weights['on-prem']) / sum);
    const shares = { 'on-prem': onPrem, aws: load.requests - onPrem };
    for (const site of SITES) {
      const arn = naming(world).targetGroupArn(name, site);
      metrics.requested(arn, shares[site]);
      const works = targetGroupOf(world, name, site)?.targets.some(
        target => target.state === 'healthy',
      );
      if (works) {
        metrics.responded(arn, 200, RESPONSE_MS, shares[site]);
      } else {
        const status = isReachableFromAws(world, site) ? 502 : 504;
        metrics.targetFailed(arn, status, shares[site]);
      }
    }
  }
}
