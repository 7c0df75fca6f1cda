import type { TagIndexFaults } from '../control/types';
import { startAwsEndpoint } from '../aws';
import { loadConfig } from '../engine/config/loadConfig';
import { SITES, type Entrance, type Site } from '../engine/naming';
import { PATHS } from '../engine/paths';
import {
  replicating,
  replicationMetric,
} from '../engine/replication/replicate';
import {
  createIndexFaults,
  NO_INDEX_FAULTS,
} from '../engine/tagIndex/indexFaults';
import { createWorld } from '../engine/world/createWorld';
import type { OtherGroup } from '../engine/world/otherGroups';
import { siteGroupArns } from '../engine/world/rules';
import { targetGroupMetric } from '../engine/world/serviceAlarms';
import type { MetricId, World } from '../model';
import type { Fault, Hook } from '../wire';
import {
  startController,
  type Controller,
  type ControllerOptions,
} from '../writers/controller';
import { addTestGroup, setTargets, type TestGroup } from './testGroups';
import { testRules, type TestRules } from './testRules';

/** What a test does to an AWS call before it is answered; see `TestPlatform.onCall`. */
export type OnCall = (
  operation: string,
  input: Record<string, unknown>,
) => Fault | void | Promise<Fault | void>;

/** What differs from the example platform. */
export interface TestPlatformOptions {
  /**
   * Where services are reached beside the platform's HTTPS listener: `http`, a listener of the
   * same load balancer with the same target groups, or `internal`, a load balancer with target
   * groups of its own, tagged with the same services and sites. Each gives every service one
   * more rule, with the same tags.
   */
  alsoOn?: readonly Entrance[];
}

/** The example platform `shop`, at rest and healthy, behind a real AWS endpoint. */
export interface TestPlatform extends TestRules {
  world: World;
  url: string;
  /** Operations answered since the last `forget`, in order; not those of a `controller`. */
  calls(): string[];
  forget(): void;
  /**
   * Called before each AWS call is answered, but for those of a `controller`; may change the
   * world or answer with a fault.
   */
  onCall(handle: OnCall | undefined): void;
  /**
   * From now on the tag query (GetResources), and it alone, lies like this; what is left out
   * is true. `{ lagSeconds: 40 }`: changes of tags, creations and deletions show 40 s later.
   * `{ keepDeleted: 1 }`: one deleted resource of every kind is listed, of a service that
   * exists and of one that does not, and so is what is deleted from now on.
   * `{ hide: ['cart', 'order/aws', 'cart=hybrid-platform:hold'] }`: it misses cart's rules,
   * order's target group on AWS, one tag of cart's rules. `{}`: it tells the truth.
   */
  index(faults: Partial<TagIndexFaults>): void;
  /**
   * Puts a target group of neither site on the service's rules, with healthy targets of its
   * own; `green` with the weight that is given and without a tag of the platform unless told.
   */
  addGroup(
    service: string,
    group: Partial<OtherGroup> & Pick<OtherGroup, 'weight'>,
  ): TestGroup;
  /**
   * Starts something else that writes: it puts weights back on the service's rules, those of
   * now unless told, after each ModifyRule of others (`afterMs`; 0: before they have their
   * answer) or by the clock (`everySeconds`). CloudTrail has it under its own name,
   * `aws-load-balancer-controller` unless told.
   */
  controller(
    service: string,
    options: Partial<Omit<ControllerOptions, 'service'>>,
  ): Pick<Controller, 'name' | 'writes' | 'stop'>;
  /** Makes so many of the site's targets healthy, and the others not; all unless told. */
  setHealthy(service: string, site: Site, healthy?: number): void;
  /** Adds what the load balancer served in the last minute. */
  serve(
    service: string,
    site: Site,
    requests: number,
    errors?: number,
    /** Where it served it; the platform's own load balancer unless told. */
    entrance?: Entrance,
  ): void;
  /** What the load balancer's metrics say of a site's targets in the last minute. */
  putHosts(
    service: string,
    site: Site,
    hosts: { healthy: number; unhealthy: number },
  ): void;
  /**
   * Measures that the replication, which on-prem receives, trails by so many seconds; so many
   * seconds ago and never since, or within the last minute.
   */
  setLag(seconds: number, secondsAgo?: number): void;
  close(): Promise<void>;
}

/** Starts it. `awsEnvironment(platform.url)` leads SDK clients to it. */
export async function startTestPlatform(
  options: TestPlatformOptions = {},
): Promise<TestPlatform> {
  const { platform, services } = await loadConfig(PATHS.shop);
  const world = createWorld(platform, services, options);
  const controllers = new Set<Controller>();
  let handler: OnCall | undefined;
  let operations: string[] = [];
  const hook: Hook = async ({ operation, accessKeyId }, input) => {
    if ([...controllers].some(({ name }) => name === accessKeyId)) {
      return undefined;
    }
    operations.push(operation);
    return (await handler?.(operation, input)) ?? undefined;
  };
  const endpoint = await startAwsEndpoint({
    world,
    hook,
    async afterCall(call, input) {
      for (const each of controllers) await each.afterCall(call, input);
    },
  });

  /** One sample, in the middle of the last minute unless told. */
  const measure = (id: MetricId, sum: number, count = 1, secondsAgo = 30) => {
    const value = sum / count;
    const at = world.now() - secondsAgo * 1000;
    world.metrics.put(id, { at, sum, count, min: value, max: value });
  };
  const metric = (
    service: string,
    site: Site,
    name: string,
    entrance?: Entrance,
  ) => targetGroupMetric(world, service, site, name, entrance);
  const index = createIndexFaults(world);
  const rules = testRules(world);

  const test: TestPlatform = {
    ...rules,
    world,
    url: endpoint.url,
    calls: () => operations,
    forget: () => {
      operations = [];
    },
    onCall: handle => {
      handler = handle;
    },
    index: faults => index.set({ ...NO_INDEX_FAULTS, ...faults }),
    addGroup: (service, group) =>
      addTestGroup(world, platform.network.vpcCidr, service, group, measure),
    controller: (service, given) => {
      const weights = given.weights ?? rules.weights(service);
      const started = startController(world, endpoint.requestHandler, {
        ...given,
        service,
        weights,
      });
      controllers.add(started);
      return started;
    },
    setHealthy: (service, site, healthy = Infinity) => {
      for (const arn of siteGroupArns(world, service, site)) {
        setTargets(world.loadBalancing.targetGroups.get(arn)!, healthy);
      }
    },
    serve: (service, site, requests, errors = 0, entrance = 'https') => {
      const put = (name: string, count: number) =>
        count > 0 &&
        measure(metric(service, site, name, entrance), count, count);
      put('RequestCount', requests);
      put('HTTPCode_Target_5XX_Count', errors);
    },
    putHosts: (service, site, { healthy, unhealthy }) => {
      measure(metric(service, site, 'HealthyHostCount'), healthy);
      measure(metric(service, site, 'UnHealthyHostCount'), unhealthy);
    },
    setLag: (seconds, secondsAgo) => {
      const [task] = replicating(world);
      const lag = replicationMetric(world, task, 'CDCLatencyTarget');
      // A measurement of the same minute would not replace one that was larger.
      world.metrics.delete(lag);
      measure(lag, seconds, 1, secondsAgo);
    },
    close: () => {
      for (const each of controllers) each.stop();
      return endpoint.close();
    },
  };
  for (const { name } of services) {
    for (const site of SITES) test.setHealthy(name, site);
  }
  test.setLag(1);
  return test;
}
