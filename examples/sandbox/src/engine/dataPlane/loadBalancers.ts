import type { Rule } from '../../model';
import {
  createRequestMetrics,
  type RequestMetrics,
} from '../metrics/requestMetrics';
import { naming, type Entrance } from '../naming';
import { entrancesOf } from '../world/loadBalancer';
import {
  startLoadBalancer,
  type LoadBalancerOptions,
  type RunningLoadBalancer,
} from './loadBalancer';

/** The servers of every entrance, and what their load balancers measure. */
export interface LoadBalancers {
  /** The platform's own listener first. */
  readonly ports: readonly number[];
  readonly urls: ReadonlyMap<Entrance, string>;
  /** What the load balancer measures that a rule is on. */
  metricsOf(rule: Rule): RequestMetrics | undefined;
  publish(at: number): void;
  close(): Promise<void>;
}

/**
 * Starts one server for each listener. The first has the port that is asked for, the others
 * those after it.
 */
export async function startLoadBalancers(
  options: Omit<LoadBalancerOptions, 'listenerArn' | 'metrics'>,
): Promise<LoadBalancers> {
  const { world, port } = options;
  /** By load balancer: its listeners are measured together. */
  const metrics = new Map<string, RequestMetrics>();
  const running = new Map<Entrance, RunningLoadBalancer>();
  const close = async () => {
    for (const each of running.values()) await each.close();
  };
  try {
    for (const [index, entrance] of entrancesOf(world).entries()) {
      const { listenerArn, loadBalancerArn } = naming(world).entrance(entrance);
      const own =
        metrics.get(loadBalancerArn) ??
        createRequestMetrics(world, loadBalancerArn);
      metrics.set(loadBalancerArn, own);
      running.set(
        entrance,
        await startLoadBalancer({
          ...options,
          listenerArn,
          metrics: own,
          port: port === 0 ? 0 : port + index,
        }),
      );
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ports: [...running.values()].map(each => each.port),
    urls: new Map([...running].map(([entrance, { url }]) => [entrance, url])),
    metricsOf: ({ listenerArn }) =>
      metrics.get(
        world.loadBalancing.listeners.get(listenerArn)?.loadBalancerArn ?? '',
      ),
    publish(at) {
      for (const each of metrics.values()) each.publish(at);
    },
    close,
  };
}
