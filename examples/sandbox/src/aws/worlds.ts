import { createAlarmStore, createMetricStore, type World } from '../model';
import type { Call } from '../wire';

/** The world that a call sees: what AWS has in the Region that signed it. */
export type WorldOf = (call: Call) => World;

/**
 * The platform lives in one Region of one account; every other Region is there and empty,
 * as in AWS. Global services are signed for us-east-1 and use {@link World} itself.
 */
export function worldsByRegion(world: World): WorldOf {
  const others = new Map<string, World>();
  return ({ region }) => {
    if (region === world.region) return world;
    const known = others.get(region);
    if (known) return known;
    const created = emptyWorld(world, region);
    others.set(region, created);
    return created;
  };
}

function emptyWorld(world: World, region: string): World {
  const clock = { now: () => world.now() };
  return {
    accountId: world.accountId,
    platformId: world.platformId,
    region,
    now: clock.now,
    loadBalancing: {
      loadBalancers: new Map(),
      listeners: new Map(),
      rules: new Map(),
      targetGroups: new Map(),
    },
    tags: new Map(),
    metrics: createMetricStore(clock),
    alarms: createAlarmStore(clock),
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
}
