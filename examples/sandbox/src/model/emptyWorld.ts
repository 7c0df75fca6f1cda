import { createAlarmStore } from './alarmStore';
import { createMetricStore } from './metricStore';
import { createTagStore } from './tags';
import type { World } from './world';

/** An account and Region of AWS in which there is nothing yet. */
export function emptyWorld(
  of: Pick<World, 'accountId' | 'region' | 'platformId' | 'now'>,
): World {
  const { accountId, region, platformId, now } = of;
  return {
    accountId,
    region,
    platformId,
    now,
    loadBalancing: {
      loadBalancers: new Map(),
      listeners: new Map(),
      rules: new Map(),
      targetGroups: new Map(),
    },
    ...createTagStore({ now }),
    metrics: createMetricStore({ now }),
    alarms: createAlarmStore({ now }),
    dms: {
      instances: new Map(),
      endpoints: new Map(),
      connections: [],
      tasks: new Map(),
      serverless: new Map(),
    },
    rds: { instances: new Map(), parameterGroups: new Map() },
    vpnConnections: new Map(),
    dns: { zones: new Map(), healthChecks: new Map() },
    functions: new Map(),
  };
}
