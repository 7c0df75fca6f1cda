import type { ServiceConfig } from '../platformConfig';
import type { Rule, World } from '../../model';
import { isReachableFromAws } from '../faults';
import type { RequestMetrics } from '../metrics/requestMetrics';
import { partOf } from '../places';
import { forwardOf, rulesByService } from '../world/rules';

const RESPONSE_MS = 5;

/**
 * Counts the requests that services without origins would have got at each of their rules, by
 * the weights and the health of this moment.
 */
export function simulateRequests(
  world: World,
  metricsOf: (rule: Rule) => RequestMetrics | undefined,
  load: { services: ServiceConfig[]; requests: number },
): void {
  if (load.services.length === 0) return;
  const rules = rulesByService(world);
  for (const { name } of load.services) {
    for (const rule of rules.get(name) ?? []) {
      const metrics = metricsOf(rule);
      if (metrics) simulate(world, metrics, rule, load.requests);
    }
  }
}

function simulate(
  world: World,
  metrics: RequestMetrics,
  rule: Rule,
  requests: number,
): void {
  const groups = forwardOf(rule)?.targetGroups ?? [];
  let weights = groups.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) {
    metrics.loadBalancerFailed(503, requests);
    return;
  }
  let left = requests;
  for (const { arn, weight } of groups) {
    // Of what is left, so that no request is lost to rounding.
    const share = weights === 0 ? 0 : Math.round((left * weight) / weights);
    left -= share;
    weights -= weight;
    const group = world.loadBalancing.targetGroups.get(arn);
    metrics.requested(arn, share);
    if (group?.targets.some(({ state }) => state === 'healthy')) {
      metrics.responded(arn, 200, RESPONSE_MS, share);
      continue;
    }
    const isReached =
      !group || isReachableFromAws(world, partOf(world, group).place);
    metrics.targetFailed(arn, isReached ? 502 : 504, share);
  }
}
