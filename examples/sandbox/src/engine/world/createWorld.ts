import type { PlatformConfig, ServiceConfig } from '../platformConfig';
import { emptyWorld, type World } from '../../model';
import { addDatabase } from './database';
import { addDns } from './dns';
import type { Entrance } from '../naming';
import { addEntrance } from './loadBalancer';
import { addReplication } from './replication';
import { applyServices } from './services';
import { addVpn } from './vpn';

/** What {@link createWorld} does not take from the configuration. */
export interface WorldOptions {
  /** Milliseconds since the epoch; the system's clock unless a test gives its own. */
  now?: () => number;
  /**
   * Where services are reached beside the platform's own HTTPS listener; each gives every
   * service one more rule. Nowhere unless told: that is what the template deploys.
   */
  alsoOn?: readonly Entrance[];
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
  const world = emptyWorld({
    accountId: platform.account,
    region: platform.region,
    platformId: platform.id,
    now: options.now ?? Date.now,
  });
  for (const entrance of new Set<Entrance>([
    'https',
    ...(options.alsoOn ?? []),
  ])) {
    addEntrance(world, entrance);
  }
  addVpn(world, platform);
  addDatabase(world, platform);
  if (platform.data.replication?.enabled) addReplication(world, platform);
  applyServices(world, platform, services);
  addDns(world, platform, services);
  return world;
}
