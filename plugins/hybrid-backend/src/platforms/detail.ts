import {
  SITES,
  type Site,
  type SiteTraffic,
  type TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { loadBalancerDimensionOfRule, targetGroupDimension } from '../aws/arns';
import type { MetricQuery, MetricValues } from '../aws/cloudWatch';
import type { PlatformAws } from '../aws/PlatformAws';
import type { SiteTargetGroups } from '../aws/rule/weights';
import type { ServiceSnapshot } from './snapshot';

/** What is looked up about the services that somebody looks at. */
export interface ServiceDetail {
  /** A site is absent when nothing is known of its targets. */
  targets: Partial<Record<Site, TargetCounts>>;
  traffic: Record<Site, SiteTraffic>;
}

const NAMESPACE = 'AWS/ApplicationELB';
const REQUESTS = 'RequestCount';
const ERRORS = ['HTTPCode_Target_5XX_Count', 'TargetConnectionErrorCount'];

/** Target health of both groups, and one call for all metrics of one service. */
export async function readDetail(
  aws: PlatformAws,
  service: ServiceSnapshot & { targetGroups: SiteTargetGroups },
  window: { from: Date; to: Date },
): Promise<ServiceDetail> {
  const queries = trafficQueries(service.ruleArn, service.targetGroups);
  const [onPrem, inAws, values] = await Promise.all([
    aws.targets(service.targetGroups['on-prem']),
    aws.targets(service.targetGroups.aws),
    aws.metrics(queries, window),
  ]);
  return {
    targets: { 'on-prem': onPrem, aws: inAws },
    traffic: readTraffic(values),
  };
}

/** What each site served between two times, by one call. */
export async function readSiteTraffic(
  aws: PlatformAws,
  service: { ruleArn: string; targetGroups: SiteTargetGroups },
  window: { from: Date; to: Date },
): Promise<Record<Site, SiteTraffic>> {
  const queries = trafficQueries(service.ruleArn, service.targetGroups);
  return readTraffic(await aws.metrics(queries, window));
}

/**
 * The detail of every service of a platform from metrics alone: a bounded number of calls,
 * 500 metrics each, where target health would take two calls per service.
 */
export async function readFleetDetail(
  aws: PlatformAws,
  services: ServiceSnapshot[],
  window: { from: Date; to: Date },
): Promise<Map<string, ServiceDetail>> {
  const known = services.filter(hasTargetGroups);
  const queries = known.map(({ ruleArn, targetGroups }) => [
    ...trafficQueries(ruleArn, targetGroups),
    ...hostQueries(ruleArn, targetGroups),
  ]);
  const values = await aws.metrics(queries.flat(), window);
  let next = 0;
  return new Map(
    known.map((service, index) => {
      const own = values.slice(next, (next += queries[index].length));
      const hosts = own.splice(SITES.length * (1 + ERRORS.length));
      return [
        service.name,
        { targets: readHosts(hosts), traffic: readTraffic(own) },
      ];
    }),
  );
}

export function hasTargetGroups(
  service: ServiceSnapshot,
): service is ServiceSnapshot & { targetGroups: SiteTargetGroups } {
  return service.targetGroups !== undefined;
}

/** Per site, in the order of `SITES`: the requests first, then every kind of error. */
export function trafficQueries(
  ruleArn: string,
  groups: SiteTargetGroups,
): MetricQuery[] {
  return SITES.flatMap(site =>
    [REQUESTS, ...ERRORS].map(name => ({
      namespace: NAMESPACE,
      name,
      dimensions: dimensions(ruleArn, groups[site]),
      statistic: 'Sum' as const,
    })),
  );
}

function hostQueries(ruleArn: string, groups: SiteTargetGroups): MetricQuery[] {
  return SITES.flatMap(site =>
    ['HealthyHostCount', 'UnHealthyHostCount'].map(name => ({
      namespace: NAMESPACE,
      name,
      dimensions: dimensions(ruleArn, groups[site]),
      statistic: 'Average' as const,
    })),
  );
}

function dimensions(ruleArn: string, groupArn: string) {
  return {
    LoadBalancer: loadBalancerDimensionOfRule(ruleArn),
    TargetGroup: targetGroupDimension(groupArn),
  };
}

function readTraffic(values: MetricValues[]): Record<Site, SiteTraffic> {
  const perSite = 1 + ERRORS.length;
  const read = (index: number): SiteTraffic => {
    const [requests, ...errors] = values.slice(
      index * perSite,
      (index + 1) * perSite,
    );
    return {
      requests: Math.round(sum(requests)),
      errors: Math.round(sum(errors.flat())),
    };
  };
  return { 'on-prem': read(0), aws: read(1) };
}

function readHosts(values: MetricValues[]): ServiceDetail['targets'] {
  const read = (index: number): TargetCounts | undefined => {
    const [healthy] = values[index * 2];
    const [unhealthy] = values[index * 2 + 1];
    if (healthy === undefined && unhealthy === undefined) return undefined;
    const count = Math.round(healthy ?? 0);
    return {
      healthy: count,
      total: count + Math.round(unhealthy ?? 0),
      reasons: {},
    };
  };
  return { 'on-prem': read(0), aws: read(1) };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
