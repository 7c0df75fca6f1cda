import {
  HYBRID_TAGS,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Entity } from '@backstage/catalog-model';
import {
  createWorld,
  generateServices,
  RequestLimiter,
  startAwsEndpoint,
  type RequestLimit,
  type World,
} from '@hybrid-platform/sandbox';
import { component } from './backend';

/** A platform with many services, healthy and at rest, behind a real AWS endpoint. */
export interface Fleet {
  id: 'scale';
  world: World;
  url: string;
  services: string[];
  entities: Entity[];
  /** Adds what the load balancer's metrics say of healthy targets, of both sites. */
  putHosts(service: string): void;
  /** Takes all targets of a site down; metrics and alarms do not tell of it yet. */
  lose(site: Site): void;
  /** Rings the alarms of a site's targets. */
  ring(site: Site): void;
  /** Operations answered since the last `forget`, in order. */
  calls(): string[];
  forget(): void;
  /** How many dependent calls in a row there were since the last `forget`. */
  depth(): number;
  /** Makes AWS throttle by these limits from now on, and counts anew. */
  limit(limits: RequestLimit[] | undefined): RequestLimiter | undefined;
  close(): Promise<void>;
}

/** Calls that come within so much time of each other were made together. */
const TOGETHER_MS = 120;

export async function startFleet(
  count: number,
  options: {
    /** Answers in rounds, so that the depth can be told: slow, for a few calls. */
    rounds?: boolean;
  } = {},
): Promise<Fleet> {
  const { platform, services } = generateServices(count);
  const world = createWorld(platform, services);
  let calls: string[] = [];
  let rounds = 0;
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let limiter: RequestLimiter | undefined;
  const nextRound = () => {
    rounds += 1;
    const round = waiting;
    waiting = [];
    round.forEach(go => go());
  };
  const endpoint = await startAwsEndpoint({
    world,
    hook: async call => {
      calls.push(call.operation);
      if (options.rounds) {
        await new Promise<void>(resolve => {
          waiting.push(resolve);
          clearTimeout(timer);
          timer = setTimeout(nextRound, TOGETHER_MS);
        });
      }
      return limiter?.take(call);
    },
  });
  for (const group of world.loadBalancing.targetGroups.values()) {
    for (const target of group.targets) target.state = 'healthy';
  }
  for (const alarm of world.alarms.alarms.values()) alarm.state = 'OK';
  const [loadBalancer] = [...world.loadBalancing.loadBalancers.keys()].map(
    arn => arn.split(':loadbalancer/')[1],
  );
  return {
    id: 'scale',
    world,
    url: endpoint.url,
    services: services.map(({ name }) => name),
    entities: services.map(({ name }) => component(name, `scale/${name}`)),
    putHosts: service => {
      for (const [arn, tags] of world.tags) {
        if (!arn.includes(':targetgroup/')) continue;
        if (tags.get('hybrid-platform:service') !== service) continue;
        world.metrics.put(
          {
            namespace: 'AWS/ApplicationELB',
            name: 'HealthyHostCount',
            dimensions: {
              LoadBalancer: loadBalancer,
              TargetGroup: arn.split(':')[5],
            },
          },
          { at: world.now() - 30_000, sum: 2, count: 1, min: 2, max: 2 },
        );
      }
    },
    lose: site => {
      for (const [arn, group] of world.loadBalancing.targetGroups) {
        if (world.tags.get(arn)?.get(HYBRID_TAGS.site) !== site) continue;
        for (const target of group.targets) target.state = 'unhealthy';
      }
    },
    ring: site => {
      for (const alarm of world.alarms.alarms.values()) {
        if (!alarm.name.includes(`-${site}-`)) continue;
        alarm.state = 'ALARM';
        alarm.stateUpdated = world.now();
      }
    },
    calls: () => calls,
    forget: () => {
      calls = [];
      rounds = 0;
    },
    depth: () => rounds,
    limit: limits => {
      limiter = limits && new RequestLimiter(limits);
      return limiter;
    },
    close: () => endpoint.close(),
  };
}
