import type { ServiceConfig } from './platformConfig';
import type { World } from '../model';
import { evaluateAlarms } from './alarms/evaluateAlarms';
import { targetAddress } from './addresses';
import type { Config } from './config/loadConfig';
import { startLoadBalancers } from './dataPlane/loadBalancers';
import { createOrigins, type OriginSpec } from './dataPlane/origins';
import { createEventLog, type EventLog } from './events';
import { createFaults, type Faults } from './faults';
import { createHealthMonitor } from './health/healthMonitor';
import { createProbe } from './health/probe';
import { simulateRequests } from './load/simulatedLoad';
import {
  startSteadyLoad,
  type ClientCounts,
  type SteadyLoad,
} from './load/steadyLoad';
import { createHealthMetrics } from './metrics/healthMetrics';
import { startMinutes } from './minutes';
import type { Entrance, Site } from './naming';
import { partOf } from './places';
import { startRoute53Checks } from './health/route53Checks';
import { reportChanges } from './reportChanges';
import { createIndexFaults, type IndexFaults } from './tagIndex/indexFaults';
import { createReplication, type Replication } from './replication/replicate';
import { createWorld } from './world/createWorld';
import { applyDns } from './world/dns';
import { putOtherGroup, type OtherGroup } from './world/otherGroups';
import { replaceRules, type ReplacedRule } from './world/rules';
import { applyServices } from './world/services';

/** How a platform behaves; the defaults are those of the sandbox's command line. */
export interface EngineOptions {
  config: Config;
  /** Of the platform's own listener; further ones have the ports after it. 0: any free ones. */
  trafficPort: number;
  /** Where services are reached beside the platform's own listener. */
  alsoOn?: readonly Entrance[];
  /** Real seconds that one of AWS's one-minute periods takes. */
  minuteSeconds: number;
  /** Requests per second of the steady load, per service; 0: none. */
  requestsPerSecond: number;
  /** Which services have HTTP origins; the others' health and metrics follow from the faults. */
  origins: boolean | string[];
  /** Real seconds per second of health checks; below 1 only in tests that cannot wait. */
  secondScale?: number;
  now?: () => number;
}

/** A platform that lives: traffic flows, health is checked, metrics and alarms follow. */
export interface Engine {
  readonly world: World;
  readonly faults: Faults;
  readonly replication: Replication;
  /** How the tag query lies. */
  readonly index: IndexFaults;
  readonly events: EventLog;
  readonly trafficUrl: string;
  /** Of every entrance that there is. */
  readonly trafficUrls: ReadonlyMap<Entrance, string>;
  readonly minuteSeconds: number;
  services(): ServiceConfig[];
  config(): Config;
  /** What the steady load's clients saw in the last ten seconds. */
  counts(service: string, site: Site): ClientCounts;
  /** Who asks for a rule's change, for the event log. */
  noteCaller(ruleArn: string, name: string): void;
  /** Replaces a service's rules by the same ones with other ARNs. */
  replaceRules(service: string): ReplacedRule[];
  /** Puts a group of neither site on a service's rules, or gives it another weight. */
  putGroup(service: string, group: OtherGroup): Promise<void>;
  /** Follows a changed configuration; the weights that rules have now are kept. */
  apply(config: Config): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the world of a configuration and sets it in motion. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { minuteSeconds, requestsPerSecond } = options;
  const minuteMs = minuteSeconds * 1000;
  let config = options.config;
  const world = createWorld(config.platform, config.services, options);
  const events = createEventLog(world);
  const faults = createFaults();
  const origins = createOrigins(faults.runs);
  const healthMetrics = createHealthMetrics(world);
  const replication = createReplication(world, faults, message =>
    events.add({ kind: 'replication', message }),
  );
  const { probe, close: closeProbe } = createProbe({ world, origins, faults });
  const reports = reportChanges(world, events);
  const health = createHealthMonitor({
    world,
    probe,
    secondScale: options.secondScale ?? 1,
    onChange: change => {
      healthMetrics.observe(change.group);
      reports.health(change);
    },
  });
  faults.onChange(() => origins.applyFaults());

  const real = () =>
    config.services.filter(({ name }) => hasOrigins(options.origins, name));
  const simulated = () =>
    config.services.filter(({ name }) => !hasOrigins(options.origins, name));

  await origins.reconcile(originsOf(world, real()));
  const loadBalancers = await startLoadBalancers({
    world,
    origins,
    port: options.trafficPort,
    connectTimeoutMs: 10_000 * (minuteSeconds / 60),
    // A short minute must not make a busy computer look like a dead target.
    idleTimeoutMs: Math.max(5_000, minuteMs),
  }).catch(async error => {
    await origins.close();
    throw error;
  });
  await health.reconcile();

  const publish = (start: number) => {
    simulateRequests(world, loadBalancers.metricsOf, {
      services: simulated(),
      requests: Math.round(requestsPerSecond * minuteSeconds),
    });
    loadBalancers.publish(start);
    healthMetrics.publish(start);
    replication.publish(start);
  };
  // The platform has run for long: its alarms knew their state before anybody looked.
  const end = Math.floor(world.now() / minuteMs) * minuteMs;
  healthMetrics.publish(end - minuteMs);
  evaluateAlarms(world, end, minuteMs);
  reports.start();

  const load: SteadyLoad = startSteadyLoad({
    trafficPorts: loadBalancers.ports,
    requestsPerSecond,
    now: world.now,
  });
  load.setServices(real());

  let applying: Promise<void> = Promise.resolve();
  const minutes = startMinutes({
    minuteMs,
    now: world.now,
    onMinute: minute => {
      // A service that is just being added must not count as one without healthy targets.
      void applying.then(() => {
        publish(minute.start);
        evaluateAlarms(world, minute.end, minuteMs);
      });
    },
  });
  const seconds = setInterval(() => replication.step(1), 1000);

  const route53 = startRoute53Checks({
    world,
    trafficPort: loadBalancers.ports[0]!,
    intervalMs: 10_000 * (options.secondScale ?? 1),
    isServed: host => real().some(service => service.hosts.includes(host)),
  });

  const reconcile = async () => {
    await origins.reconcile(originsOf(world, real()));
    await health.reconcile();
    load.setServices(real());
  };
  const apply = async (next: Config) => {
    applyServices(world, next.platform, next.services);
    applyDns(world, next.services, config.services);
    config = next;
    await reconcile();
  };
  /** One after the other, as each looks at the whole world. */
  const inTurn = (act: () => Promise<void>) => {
    const done = applying.then(act);
    applying = done.catch(() => {});
    return done;
  };

  return {
    world,
    faults,
    replication,
    index: createIndexFaults(world),
    events,
    trafficUrl: loadBalancers.urls.get('https')!,
    trafficUrls: loadBalancers.urls,
    minuteSeconds,
    services: () => config.services,
    config: () => config,
    counts: load.counts,
    noteCaller: reports.caller,
    replaceRules: service => replaceRules(world, service),
    putGroup: (service, group) =>
      inTurn(() => {
        const { vpcCidr } = config.platform.network;
        putOtherGroup(world, vpcCidr, service, group);
        return reconcile();
      }),
    apply: next => inTurn(() => apply(next)),
    async stop() {
      minutes.stop();
      clearInterval(seconds);
      load.stop();
      health.stop();
      reports.stop();
      route53.stop();
      closeProbe();
      await applying;
      await loadBalancers.close();
      await origins.close();
    },
  };
}

function hasOrigins(origins: boolean | string[], service: string): boolean {
  return Array.isArray(origins) ? origins.includes(service) : origins;
}

function originsOf(world: World, services: ServiceConfig[]): OriginSpec[] {
  const paths = new Map(
    services.map(({ name, healthCheck }) => [name, healthCheck.path]),
  );
  return [...world.loadBalancing.targetGroups.values()].flatMap(group => {
    const part = partOf(world, group);
    const healthCheckPath = paths.get(part.service);
    if (healthCheckPath === undefined) return [];
    return group.targets.map(target => ({
      ...part,
      address: targetAddress(target),
      healthCheckPath,
    }));
  });
}
