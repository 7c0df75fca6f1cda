import type { TargetGroup, World } from '../../model';
import { arnSuffix, naming } from '../naming';
import { loadBalancersOfGroups } from '../world/loadBalancer';

interface Range {
  min: number;
  max: number;
}

/** Publishes how many targets of each group are healthy, with the extremes of the minute. */
export interface HealthMetrics {
  /** Remembers a group's counts of this moment; called at each change of a target's state. */
  observe(group: TargetGroup): void;
  publish(at: number): void;
}

/**
 * The extremes matter: an alarm on Maximum must not fire for a minute in which a target was
 * healthy at some time, and one on Minimum must.
 */
export function createHealthMetrics(world: World): HealthMetrics {
  const healthy = new Map<string, Range>();
  const unhealthy = new Map<string, Range>();

  const groups = () => world.loadBalancing.targetGroups.values();
  const observe = (group: TargetGroup) => {
    widen(healthy, group.arn, count(group, 'healthy'));
    widen(unhealthy, group.arn, count(group, 'unhealthy'));
  };
  const put = (
    group: TargetGroup,
    loadBalancer: string,
    name: string,
    { min, max }: Range,
    at: number,
  ) =>
    world.metrics.put(
      {
        namespace: 'AWS/ApplicationELB',
        name,
        dimensions: {
          LoadBalancer: arnSuffix(loadBalancer),
          TargetGroup: arnSuffix(group.arn),
        },
      },
      { at, sum: min + max, count: 2, min, max },
    );

  return {
    observe,
    publish(at) {
      const users = loadBalancersOfGroups(world);
      for (const group of groups()) {
        observe(group);
        const user = users.get(group.arn) ?? naming(world).loadBalancerArn;
        put(group, user, 'HealthyHostCount', healthy.get(group.arn)!, at);
        put(group, user, 'UnHealthyHostCount', unhealthy.get(group.arn)!, at);
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
