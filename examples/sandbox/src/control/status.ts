import { targetAddress } from '../engine/addresses';
import { SITES, type Site } from '../engine/naming';
import { replicating } from '../engine/replication/replicate';
import type { Engine } from '../engine/startEngine';
import { alarmsOf } from '../engine/world/serviceAlarms';
import { targetGroupOf, weightsOf } from '../engine/world/services';
import type { AwsFaults, SandboxStatus, SiteTraffic } from './types';

/** Everything that there is to see, as of now. */
export function statusOf(
  engine: Engine,
  endpoint: { url: string; faults: AwsFaults },
): SandboxStatus {
  const { world, faults, replication } = engine;
  const [task] = replicating(world);
  return {
    platform: world.platformId,
    region: world.region,
    accountId: world.accountId,
    awsEndpoint: endpoint.url,
    trafficUrl: engine.trafficUrl,
    minuteSeconds: engine.minuteSeconds,
    sites: bySite(site => ({ up: faults.isSiteUp(site) })),
    tunnels: [...world.vpnConnections.values()].flatMap(connection =>
      connection.tunnels.map((tunnel, index) => ({
        number: index === 0 ? (1 as const) : (2 as const),
        outsideIpAddress: tunnel.outsideIpAddress,
        up: tunnel.up,
      })),
    ),
    ...(task && {
      replication: {
        state: task.status,
        lagSeconds: task.lagSeconds,
        forcedLag: replication.forcedLag !== null,
      },
    }),
    aws: endpoint.faults,
    index: engine.index.get(),
    services: engine.services().map(({ name, hosts }) => {
      const weights = weightsOf(world, name);
      return {
        name,
        hosts,
        sites: bySite(site => trafficOf(engine, name, site, weights[site])),
        alarms: alarmsOf(world, name).map(alarm => ({
          name: alarm.name,
          state: alarm.state,
        })),
      };
    }),
    events: engine.events.latest(),
  };
}

function trafficOf(
  { world, faults, counts }: Engine,
  service: string,
  site: Site,
  weight: number,
): SiteTraffic {
  const targets = targetGroupOf(world, service, site)?.targets ?? [];
  return {
    weight,
    healthy: targets.filter(target => target.state === 'healthy').length,
    total: targets.length,
    ...counts(service, site),
    up: faults.isServiceUp(service, site),
    targets: targets.map(target => {
      const address = targetAddress(target);
      return {
        address,
        state: target.state,
        ...(target.reason && { reason: target.reason }),
        up: faults.isTargetUp(service, site, address),
      };
    }),
  };
}

function bySite<T>(value: (site: Site) => T): Record<Site, T> {
  return Object.fromEntries(SITES.map(site => [site, value(site)])) as Record<
    Site,
    T
  >;
}
