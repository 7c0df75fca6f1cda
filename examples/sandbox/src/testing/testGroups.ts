import { arnSuffix } from '../engine/naming';
import { loadBalancersOfGroups } from '../engine/world/loadBalancer';
import { putOtherGroup, type OtherGroup } from '../engine/world/otherGroups';
import type { MetricId, TargetGroup, World } from '../model';

/** A target group of neither site that a test has put on a service's rules. */
export interface TestGroup {
  readonly arn: string;
  /** `shop-cart-green`, for example. */
  readonly name: string;
  setWeight(weight: number): void;
  /** Makes so many of its targets healthy, and the others not; all unless told. */
  setHealthy(healthy?: number): void;
  /** Adds what it served in the last minute. */
  serve(requests: number): void;
}

/** Puts it there, healthy. */
export function addTestGroup(
  world: World,
  vpcCidr: string,
  service: string,
  wanted: Partial<OtherGroup> & Pick<OtherGroup, 'weight'>,
  measure: (id: MetricId, sum: number, count: number) => void,
): TestGroup {
  const { name = 'green' } = wanted;
  const put = (weight: number) =>
    putOtherGroup(world, vpcCidr, service, { ...wanted, name, weight });
  const group = put(wanted.weight);
  setTargets(group, Infinity);
  return {
    arn: group.arn,
    name: group.name,
    setWeight: weight => {
      put(weight);
    },
    setHealthy: (healthy = Infinity) => setTargets(group, healthy),
    serve(requests) {
      const loadBalancer = loadBalancersOfGroups(world).get(group.arn)!;
      measure(
        {
          namespace: 'AWS/ApplicationELB',
          name: 'RequestCount',
          dimensions: {
            LoadBalancer: arnSuffix(loadBalancer),
            TargetGroup: arnSuffix(group.arn),
          },
        },
        requests,
        requests,
      );
    },
  };
}

/** Makes so many targets of a group healthy, and the others not. */
export function setTargets({ targets }: TargetGroup, healthy: number): void {
  targets.forEach((target, index) => {
    target.state = index < healthy ? 'healthy' : 'unhealthy';
    target.reason = index < healthy ? undefined : 'Target.FailedHealthChecks';
    target.description = undefined;
  });
}
