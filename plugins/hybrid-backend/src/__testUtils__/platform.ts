import {
  createWorld,
  loadConfig,
  startAwsEndpoint,
  type Call,
  type Fault,
  type Hook,
  type World,
} from '@hybrid-platform/sandbox';
import type {
  Site,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { dirname, join } from 'node:path';

/** What a test does to an AWS call before it is answered; see `TestPlatform.onCall`. */
export type OnCall = (
  operation: string,
  input: Record<string, unknown>,
) => Fault | void | Promise<Fault | void>;

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
  setHealthy(service: string, site: Site, healthy: number): void;
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

/** Environment in which unmodified SDK clients find the endpoint. */
export function awsEnvironment(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIATESTER',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

export async function startTestPlatform(): Promise<TestPlatform> {
  const { platform, services } = await loadConfig(
    join(
      dirname(require.resolve('@hybrid-platform/sandbox/package.json')),
      'platforms/shop',
    ),
  );
  const world = createWorld(platform, services);
  let handler: OnCall | undefined;
  let operations: string[] = [];
  const hook: Hook = async ({ operation }: Call, input) => {
    operations.push(operation);
    return (await handler?.(operation, input)) ?? undefined;
  };
  const endpoint = await startAwsEndpoint({ world, hook });

  const arnOf = (kind: string, service: string, site?: Site) => {
    for (const [arn, tags] of world.tags) {
      if (
        arn.includes(kind) &&
        tags.get('hybrid-platform:service') === service &&
        (!site || tags.get('hybrid-platform:site') === site)
      ) {
        return arn;
      }
    }
    throw new Error(`There is no ${kind} of ${service}`);
  };
  const ruleArn = (service: string) => arnOf(':listener-rule/', service);
  const groupArn = (service: string, site: Site) =>
    arnOf(':targetgroup/', service, site);
  const tuples = (service: string) => {
    const rule = world.loadBalancing.rules.get(ruleArn(service))!;
    const forward = rule.actions.find(({ type }) => type === 'forward');
    if (forward?.type !== 'forward') throw new Error('no forward action');
    return forward.targetGroups;
  };
  const tuple = (service: string, site: Site) =>
    tuples(service).find(({ arn }) => arn === groupArn(service, site))!;

  const metric = (service: string, site: Site, name: string) => ({
    namespace: 'AWS/ApplicationELB',
    name,
    dimensions: {
      LoadBalancer: ruleArn(service).replace(
        /^.*:listener-rule\/(app\/[^/]+\/[^/]+)\/.*$/,
        '$1',
      ),
      TargetGroup: groupArn(service, site).split(':')[5],
    },
  });

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
      tuple(service, 'on-prem').weight = weights['on-prem'];
      tuple(service, 'aws').weight = weights.aws;
    },
    setHealthy: (service, site, healthy) => {
      const group = world.loadBalancing.targetGroups.get(
        groupArn(service, site),
      )!;
      group.targets.forEach((target, index) => {
        target.state = index < healthy ? 'healthy' : 'unhealthy';
        target.reason =
          index < healthy ? undefined : 'Target.FailedHealthChecks';
      });
    },
    setRuleTag: (service, key, value) => {
      const tags = world.tags.get(ruleArn(service))!;
      if (value === undefined) tags.delete(key);
      else tags.set(key, value);
    },
    ruleTag: (service, key) => world.tags.get(ruleArn(service))!.get(key),
    serve: (service, site, requests, errors = 0) => {
      const put = (name: string, sum: number) =>
        world.metrics.put(metric(service, site, name), {
          at: world.now() - 30_000,
          sum,
          count: sum,
          min: 1,
          max: 1,
        });
      if (requests > 0) put('RequestCount', requests);
      if (errors > 0) put('HTTPCode_Target_5XX_Count', errors);
    },
    putHosts: (service, site, { healthy, unhealthy }) => {
      const put = (name: string, value: number) =>
        world.metrics.put(metric(service, site, name), {
          at: world.now() - 30_000,
          sum: value,
          count: 1,
          min: value,
          max: value,
        });
      put('HealthyHostCount', healthy);
      put('UnHealthyHostCount', unhealthy);
    },
    setLag: seconds => {
      const [task] = world.dms.tasks.values();
      world.metrics.put(
        {
          namespace: 'AWS/DMS',
          name: 'CDCLatencyTarget',
          dimensions: {
            ReplicationInstanceIdentifier: 'shop-replication',
            ReplicationTaskIdentifier: task.resourceId,
          },
        },
        {
          at: world.now() - 30_000,
          sum: seconds,
          count: 1,
          min: seconds,
          max: seconds,
        },
      );
    },
    close: () => endpoint.close(),
  };
  for (const { name, onPrem, aws } of services) {
    test.setHealthy(name, 'on-prem', onPrem.addresses.length);
    test.setHealthy(name, 'aws', aws.replicas);
  }
  test.setLag(1);
  return test;
}
