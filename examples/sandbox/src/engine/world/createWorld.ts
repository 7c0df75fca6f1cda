import type { PlatformConfig, ServiceConfig } from '../platformConfig';
import { createAlarmStore, createMetricStore, type World } from '../../model';
import { addDns } from './dns';
import { addLoadBalancer } from './loadBalancer';
import { addReplication } from './replication';
import { applyServices } from './services';
import { addVpn } from './vpn';

/** What {@link createWorld} does not take from the configuration. */
export interface WorldOptions {
  /** Milliseconds since the epoch; the system's clock unless a test gives its own. */
  now?: () => number;
}

/**
 * Makes everything that AWS would hold after the platform's CDK application was deployed
 * with this configuration. Nothing in it moves by itself: the engine does that.
 */
export function createWorld(
  platform: PlatformConfig,
  services: ServiceConfig[],
  options: WorldOptions = {},
): World {
  const now = options.now ?? Date.now;
  const world: World = {
    accountId: platform.account,
    region: platform.region,
    platformId: platform.id,
    now,
    loadBalancing: {
      loadBalancers: new Map(),
      listeners: new Map(),
      rules: new Map(),
      targetGroups: new Map(),
    },
    tags: new Map(),
    metrics: createMetricStore({ now }),
    alarms: createAlarmStore({ now }),
    dms: {
      instances: new Map(),
      endpoints: new Map(),
      connections: [],
      tasks: new Map(),
    },
    vpnConnections: new Map(),
    dns: { zones: new Map(), healthChecks: new Map() },
    functions: new Map(),
  };
  addLoadBalancer(world);
  addVpn(world, platform);
  if (platform.data.replication?.enabled) addReplication(world, platform);
  applyServices(world, platform, services);
  addDns(world, platform, services);
  return world;
}
