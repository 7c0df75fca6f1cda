import type { TargetGroup, World } from '../../model';
import { arnSuffix, naming, type Site } from '../naming';
import { targetGroupOf } from '../world/services';

interface Range {
  min: number;
  max: number;
}

/** Publishes how many targets of each group are healthy, with the extremes of the minute. */
export interface HealthMetrics {
  /** Remembers a group's counts of this moment; called at each change of a target's state. */
  observe(site: Site, service: string): void;
  publish(at: number): void;
}

/**
 * The extremes matter: an alarm on Maximum must not fire for a minute in which a target was
 * healthy at some time, and one on Minimum must.
 */
export function createHealthMetrics(world: World): HealthMetrics {
  const loadBalancer = arnSuffix(naming(world).loadBalancerArn);
  const healthy = new Map<string, Range>();
  const unhealthy = new Map<string, Range>();

  const groups = () => world.loadBalancing.targetGroups.values();
  const observe = (group: TargetGroup) => {
    widen(healthy, group.arn, count(group, 'healthy'));
    widen(unhealthy, group.arn, count(group, 'unhealthy'));
  };
  const put = (
    group: TargetGroup,
    name: string,
    { min, max }: Range,
    at: number,
  ) =>
    world.metrics.put(
      {
        namespace: 'AWS/ApplicationELB',
        name,
        dimensions: {
          LoadBalancer: loadBalancer,
          TargetGroup: arnSuffix(group.arn),
        },
      },
      { at, sum: min + max, count: 2, min, max },
    );

  return {
    observe(site, service) {
      const group = targetGroupOf(world, service, site);
      if (group) observe(group);
    },
    publish(at) {
      for (const group of groups()) {
        observe(group);
        put(group, 'HealthyHostCount', healthy.get(group.arn)!, at);
        put(group, 'UnHealthyHostCount', unhealthy.get(group.arn)!, at);
      }
      healthy.clear();
      unhealthy.clear();
      // The next minute starts with what this one ended with.
      for (const group of groups()) observe(group);
    },
  };
}

function count(group: TargetGroup, state: 'healthy' | 'unhealthy'): number {
  return group.targets.filter(target => target.state === state).length;
}

function widen(ranges: Map<string, Range>, key: string, value: number): void {
  const range = ranges.get(key);
  if (!range) {
    ranges.set(key, { min: value, max: value });
    return;
  }
  range.min = Math.min(range.min, value);
  range.max = Math.max(range.max, value);
}
