import { startAwsEndpoint } from '../aws';
import { loadConfig } from '../engine/config/loadConfig';
import { naming, SITES, type Site } from '../engine/naming';
import { PATHS } from '../engine/paths';
import {
  replicating,
  replicationMetric,
} from '../engine/replication/replicate';
import { createWorld } from '../engine/world/createWorld';
import { targetGroupMetric } from '../engine/world/serviceAlarms';
import type { MetricId, TargetGroup, World } from '../model';
import type { Fault, Hook } from '../wire';

/** What a test does to an AWS call before it is answered; see `TestPlatform.onCall`. */
export type OnCall = (
  operation: string,
  input: Record<string, unknown>,
) => Fault | void | Promise<Fault | void>;

type Weights = Record<Site, number>;

/** The example platform `shop`, at rest and healthy, behind a real AWS endpoint. */
export interface TestPlatform {
  world: World;
  url: string;
  /** Operations answered since the last `forget`, in order. */
  calls(): string[];
  forget(): void;
  /** Called before each AWS call is answered; may change the world or answer with a fault. */
  onCall(handle: OnCall | undefined): void;
  ruleArn(service: string): string;
  weights(service: string): Weights;
  setWeights(service: string, weights: Weights): void;
  /** Makes so many of the site's targets healthy, and the others not; all unless told. */
  setHealthy(service: string, site: Site, healthy?: number): void;
  /** Sets a tag of the service's rule, or removes it. */
  setRuleTag(service: string, key: string, value: string | undefined): void;
  ruleTag(service: string, key: string): string | undefined;
  /** Adds what the load balancer served in the last minute. */
  serve(service: string, site: Site, requests: number, errors?: number): void;
  /** What the load balancer's metrics say of a site's targets in the last minute. */
  putHosts(
    service: string,
    site: Site,
    hosts: { healthy: number; unhealthy: number },
  ): void;
  /** Measures that the replication, which on-prem receives, trails by so many seconds. */
  setLag(seconds: number): void;
  close(): Promise<void>;
}

/** Starts it. `awsEnvironment(platform.url)` leads SDK clients to it. */
export async function startTestPlatform(): Promise<TestPlatform> {
  const { platform, services } = await loadConfig(PATHS.shop);
  const world = createWorld(platform, services);
  const { ruleArn, targetGroupArn } = naming(world);
  let handler: OnCall | undefined;
  let operations: string[] = [];
  const hook: Hook = async ({ operation }, input) => {
    operations.push(operation);
    return (await handler?.(operation, input)) ?? undefined;
  };
  const endpoint = await startAwsEndpoint({ world, hook });

  /** A share of the service's forward action. */
  const tuple = (service: string, site: Site) => {
    const { actions } = world.loadBalancing.rules.get(ruleArn(service))!;
    const forward = actions.find(({ type }) => type === 'forward');
    if (forward?.type !== 'forward') throw new Error('no forward action');
    const arn = targetGroupArn(service, site);
    return forward.targetGroups.find(group => group.arn === arn)!;
  };
  const tagsOf = (service: string) => world.tags.get(ruleArn(service))!;

  /** One sample in the middle of the last minute. */
  const measure = (id: MetricId, sum: number, count = 1) => {
    const value = sum / count;
    const at = world.now() - 30_000;
    world.metrics.put(id, { at, sum, count, min: value, max: value });
  };
  const metric = (service: string, site: Site, name: string) =>
    targetGroupMetric(world, service, site, name);

  const test: TestPlatform = {
    world,
    url: endpoint.url,
    calls: () => operations,
    forget: () => {
      operations = [];
    },
    onCall: handle => {
      handler = handle;
    },
    ruleArn,
    weights: service => ({
      'on-prem': tuple(service, 'on-prem').weight,
      aws: tuple(service, 'aws').weight,
    }),
    setWeights: (service, weights) => {
      for (const site of SITES) tuple(service, site).weight = weights[site];
    },
    setHealthy: (service, site, healthy = Infinity) => {
      const arn = targetGroupArn(service, site);
      setTargets(world.loadBalancing.targetGroups.get(arn)!, healthy);
    },
    setRuleTag: (service, key, value) => {
      if (value === undefined) tagsOf(service).delete(key);
      else tagsOf(service).set(key, value);
    },
    ruleTag: (service, key) => tagsOf(service).get(key),
    serve: (service, site, requests, errors = 0) => {
      const put = (name: string, count: number) =>
        count > 0 && measure(metric(service, site, name), count, count);
      put('RequestCount', requests);
      put('HTTPCode_Target_5XX_Count', errors);
    },
    putHosts: (service, site, { healthy, unhealthy }) => {
      measure(metric(service, site, 'HealthyHostCount'), healthy);
      measure(metric(service, site, 'UnHealthyHostCount'), unhealthy);
    },
    setLag: seconds => {
      const [task] = replicating(world);
      const lag = replicationMetric(world, task, 'CDCLatencyTarget');
      // A measurement of the same minute would not replace one that was larger.
      world.metrics.delete(lag);
      measure(lag, seconds);
    },
    close: () => endpoint.close(),
  };
  for (const { name } of services) {
    for (const site of SITES) test.setHealthy(name, site);
  }
  test.setLag(1);
  return test;
}

function setTargets({ targets }: TargetGroup, healthy: number): void {
  targets.forEach((target, index) => {
    target.state = index < healthy ? 'healthy' : 'unhealthy';
    target.reason = index < healthy ? undefined : 'Target.FailedHealthChecks';
  });
}
