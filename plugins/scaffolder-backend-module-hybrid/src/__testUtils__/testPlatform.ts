import type {
  Site,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  createMetricStore,
  createWorld,
  loadConfig,
  startAwsEndpoint,
  type World,
} from '@hybrid-platform/sandbox';
import { dirname, join } from 'node:path';

/** The example platform `shop`, at rest and healthy, behind a real AWS endpoint. */
export interface TestPlatform {
  world: World;
  weights(service: string): Weights;
  setWeights(service: string, weights: Weights): void;
  setHealthy(service: string, site: Site, healthy: boolean): void;
  /** Lets CloudWatch have measured how far the replication to on-prem trails. */
  setLag(seconds: number): void;
  close(): Promise<void>;
}

/** What the hybrid backend is configured with to find it; short waits, so that tests are quick. */
export const HYBRID_CONFIG = {
  platforms: { shop: { accountId: '111122223333', region: 'ap-northeast-2' } },
  snapshot: { maxAge: { milliseconds: 0 } },
  detail: { maxAge: { milliseconds: 0 } },
  shift: {
    cooldown: { milliseconds: 0 },
    confirmTimeout: { milliseconds: 300 },
    verify: {
      interval: { milliseconds: 10 },
      checks: 2,
      timeout: { milliseconds: 150 },
    },
  },
};

/** Starts the endpoint, and leads unmodified SDK clients of this process to it. */
export async function startTestPlatform(): Promise<TestPlatform> {
  const { platform, services } = await loadConfig(
    join(
      dirname(require.resolve('@hybrid-platform/sandbox/package.json')),
      'platforms/shop',
    ),
  );
  const world = createWorld(platform, services);
  const endpoint = await startAwsEndpoint({ world });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_ACCESS_KEY_ID: 'AKIATESTER',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
  });

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
  const tuple = (service: string, site: Site) => {
    const rule = world.loadBalancing.rules.get(
      arnOf(':listener-rule/', service),
    )!;
    const forward = rule.actions.find(({ type }) => type === 'forward');
    if (forward?.type !== 'forward') throw new Error('no forward action');
    const group = arnOf(':targetgroup/', service, site);
    return forward.targetGroups.find(({ arn }) => arn === group)!;
  };
  const setHealthy = (service: string, site: Site, healthy: boolean) => {
    const { targets } = world.loadBalancing.targetGroups.get(
      arnOf(':targetgroup/', service, site),
    )!;
    for (const target of targets) {
      target.state = healthy ? 'healthy' : 'unhealthy';
      target.reason = healthy ? undefined : 'Target.FailedHealthChecks';
    }
  };
  const setLag = (seconds: number) => {
    const [task] = world.dms.tasks.values();
    // A measurement of the same minute would not replace one that was larger.
    Object.assign(world, { metrics: createMetricStore(world) });
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
  };
  setLag(1);
  for (const { name } of services) {
    setHealthy(name, 'on-prem', true);
    setHealthy(name, 'aws', true);
  }
  return {
    world,
    weights: service => ({
      'on-prem': tuple(service, 'on-prem').weight,
      aws: tuple(service, 'aws').weight,
    }),
    setWeights: (service, weights) => {
      tuple(service, 'on-prem').weight = weights['on-prem'];
      tuple(service, 'aws').weight = weights.aws;
    },
    setHealthy,
    setLag,
    close: () => endpoint.close(),
  };
}
