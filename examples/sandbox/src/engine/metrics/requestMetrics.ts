import type { MetricStore, World } from '../../model';
import { arnSuffix, naming } from '../naming';

/** Counts what one load balancer does, and publishes it as CloudWatch metrics by the minute. */
export interface RequestMetrics {
  /** A target was chosen. */
  requested(groupArn: string, count?: number): void;
  /** The target answered. */
  responded(
    groupArn: string,
    status: number,
    milliseconds: number,
    count?: number,
  ): void;
  /** The target did not answer, and the load balancer did in its place. */
  targetFailed(groupArn: string, status: 502 | 504, count?: number): void;
  /** The load balancer had no target to choose. */
  loadBalancerFailed(status: 503, count?: number): void;
  /** Writes what was counted since the last time as samples of that moment. */
  publish(at: number): void;
}

interface Sample {
  sum: number;
  count: number;
  min: number;
  max: number;
}

const NAMESPACE = 'AWS/ApplicationELB';

/** Like ALB, a metric without an event in the minute is not published at all. */
export function createRequestMetrics(
  world: Pick<World, 'accountId' | 'region' | 'platformId'> & {
    metrics: MetricStore;
  },
  loadBalancerArn = naming(world).loadBalancerArn,
): RequestMetrics {
  const loadBalancer = arnSuffix(loadBalancerArn);
  /** By target group's ARN, and by '' for the load balancer as a whole. */
  let counted = new Map<string, Map<string, Sample>>();

  const add = (groupArn: string, name: string, value: number, times = 1) => {
    if (times === 0) return;
    let samples = counted.get(groupArn);
    if (!samples) {
      samples = new Map();
      counted.set(groupArn, samples);
    }
    const sample = samples.get(name);
    if (sample) {
      sample.sum += value * times;
      sample.count += times;
      sample.min = Math.min(sample.min, value);
      sample.max = Math.max(sample.max, value);
    } else {
      samples.set(name, {
        sum: value * times,
        count: times,
        min: value,
        max: value,
      });
    }
  };
  const addBoth = (arn: string, name: string, value: number, times = 1) => {
    add(arn, name, value, times);
    add('', name, value, times);
  };

  return {
    requested: (arn, count) => addBoth(arn, 'RequestCount', 1, count),
    responded(arn, status, milliseconds, count) {
      const family = Math.floor(status / 100);
      addBoth(arn, `HTTPCode_Target_${family}XX_Count`, 1, count);
      addBoth(arn, 'TargetResponseTime', milliseconds / 1000, count);
    },
    targetFailed(arn, status, count) {
      addBoth(arn, 'TargetConnectionErrorCount', 1, count);
      add('', 'HTTPCode_ELB_5XX_Count', 1, count);
      add('', `HTTPCode_ELB_${status}_Count`, 1, count);
    },
    loadBalancerFailed(status, count) {
      add('', 'HTTPCode_ELB_5XX_Count', 1, count);
      add('', `HTTPCode_ELB_${status}_Count`, 1, count);
    },
    publish(at) {
      const published = counted;
      counted = new Map();
      for (const [groupArn, samples] of published) {
        const dimensions: Record<string, string> = {
          LoadBalancer: loadBalancer,
          ...(groupArn ? { TargetGroup: arnSuffix(groupArn) } : {}),
        };
        for (const [name, sample] of samples) {
          world.metrics.put(
            { namespace: NAMESPACE, name, dimensions },
            { at, ...sample },
          );
        }
      }
    },
  };
}
