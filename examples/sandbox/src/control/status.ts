import { targetAddress } from '../engine/addresses';
import { SITES, type Site } from '../engine/naming';
import { replicating, tableName } from '../engine/replication/replicate';
import type { Engine } from '../engine/startEngine';
import { countTargets } from '../engine/targetCounts';
import { alarmsOf } from '../engine/world/serviceAlarms';
import { entranceOf } from '../engine/world/loadBalancer';
import {
  forwardOf,
  rulesByService,
  siteGroupArns,
  weightsOfRule,
} from '../engine/world/rules';
import { targetGroupOf } from '../engine/world/services';
import type { Rule, World } from '../model';
import type {
  AwsFaults,
  RuleStatus,
  SandboxStatus,
  SiteTraffic,
} from './types';

/** Everything that there is to see, as of now. */
export function statusOf(
  engine: Engine,
  endpoint: { url: string; faults: AwsFaults },
): SandboxStatus {
  const { world, faults, replication } = engine;
  const [task] = replicating(world);
  const rules = rulesByService(world);
  const suspended = task?.tables.filter(({ state }) => state === 'Table error');
  const { silentSince } = replication;
  return {
    platform: world.platformId,
    region: world.region,
    accountId: world.accountId,
    awsEndpoint: endpoint.url,
    trafficUrl: engine.trafficUrl,
    trafficUrls: Object.fromEntries(engine.trafficUrls),
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
        ...(silentSince !== null && {
          silentSeconds: Math.round((world.now() - silentSince) / 1000),
        }),
        ...(suspended.length > 0 && { suspended: suspended.map(tableName) }),
      },
    }),
    aws: endpoint.faults,
    index: engine.index.get(),
    services: engine.services().map(({ name, hosts }) => {
      const all = (rules.get(name) ?? []).map(rule =>
        ruleStatus(world, name, rule),
      );
      const weights = all[0]?.weights ?? { 'on-prem': 0, aws: 0 };
      return {
        name,
        hosts,
        sites: bySite(site => trafficOf(engine, name, site, weights[site])),
        rules: all,
        alarms: alarmsOf(world, name).map(alarm => ({
          name: alarm.name,
          state: alarm.state,
        })),
      };
    }),
    events: engine.events.latest(),
  };
}

function ruleStatus(world: World, service: string, rule: Rule): RuleStatus {
  const own = SITES.flatMap(site => siteGroupArns(world, service, site));
  return {
    arn: rule.arn,
    at: entranceOf(world, rule),
    weights: weightsOfRule(world, service, rule),
    others: (forwardOf(rule)?.targetGroups ?? [])
      .filter(({ arn }) => !own.includes(arn))
      .map(({ arn, weight }) => ({
        name: world.loadBalancing.targetGroups.get(arn)?.name ?? arn,
        weight,
      })),
  };
}

function trafficOf(
  { world, faults, counts }: Engine,
  service: string,
  site: Site,
  weight: number,
): SiteTraffic {
  const targets = targetGroupOf(world, service, site)?.targets ?? [];
  const { healthy, total } = countTargets(targets.map(({ state }) => state));
  return {
    weight,
    healthy,
    total,
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
