import {
  SITES,
  type Problem,
  type Site,
  type SiteTraffic,
  type TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { loadBalancerDimensionOfRule, targetGroupDimension } from '../aws/arns';
import type { MetricPoint, MetricQuery, MetricValues } from '../aws/cloudWatch';
import type { PlatformAws } from '../aws/PlatformAws';
import type { SiteTargetGroups } from '../aws/rule/weights';
import { HybridError } from '../errors';
import type { ServiceSnapshot } from './snapshot';
import { worst } from './targets';

/** What is looked up about the services that somebody looks at. */
export interface ServiceDetail {
  /** A site is absent when nothing is known of its targets. */
  targets: Partial<Record<Site, TargetCounts>>;
  /** When the targets were so, as an ISO time; of a look at them, when it was. */
  healthAt?: Partial<Record<Site, string>>;
  /** Where they may be older: when the minute began of which metrics tell the worst, or the last look. */
  measuredSince?: Partial<Record<Site, string>>;
  /** The sites that seem lost since the targets were counted. */
  doubted?: readonly Site[];
  /** Absent when nobody told; that is not the same as no requests. */
  traffic?: Record<Site, SiteTraffic>;
}

/** CloudWatch answers for each metric by itself. */
export const METRICS_LEFT_OUT: Problem = {
  code: 'aws-failed',
  message:
    'CloudWatch did not answer for some of the metrics of the load balancers, so how many requests there were is not known.',
  remedy:
    'Try again in a minute. If it stays so, see in the CloudWatch console whether the role of Backstage may read the metrics of AWS/ApplicationELB.',
};

const NAMESPACE = 'AWS/ApplicationELB';
const PERIOD_SECONDS = 60;
const REQUESTS = 'RequestCount';
const ERRORS = ['HTTPCode_Target_5XX_Count', 'TargetConnectionErrorCount'];

/** The load balancer and the groups of a rule: what its metrics are known by. */
interface Route {
  arn: string;
  targetGroups: SiteTargetGroups;
}

/**
 * What each site served between two times, by one call. Fails when CloudWatch leaves out any
 * of it, for a part is not what was served.
 */
export async function readSiteTraffic(
  aws: Pick<PlatformAws, 'metrics'>,
  { rules }: { rules: Route[] },
  window: { from: Date; to: Date },
): Promise<Record<Site, SiteTraffic>> {
  const traffic = readTraffic(await aws.metrics(trafficQueries(rules), window));
  if (!traffic) throw new HybridError(METRICS_LEFT_OUT);
  return traffic;
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
  const known = services.filter(({ rules }) => rules.length > 0);
  const queries = known.map(({ rules }) => ({
    traffic: trafficQueries(rules),
    hosts: hostQueries(rules),
  }));
  const series = await aws.metricSeries(
    queries.flatMap(({ traffic, hosts }) => [...traffic, ...hosts]),
    { ...window, periodSeconds: PERIOD_SECONDS },
  );
  let next = 0;
  const take = ({ length }: unknown[]) => series.slice(next, (next += length));
  return new Map(
    known.map(({ name }, index) => {
      const traffic = readTraffic(
        take(queries[index].traffic).map(points => points && valuesOf(points)),
      );
      const hosts = take(queries[index].hosts);
      return [
        name,
        { ...readHosts(hosts, window.to), ...(traffic && { traffic }) },
      ];
    }),
  );
}

/**
 * Route by route, and per site of each in the order of `SITES`: the requests first, then
 * every kind of error. Rules of one load balancer that forward to the same groups, such as
 * HTTP and HTTPS, are one route: the metrics do not tell them apart.
 */
export function trafficQueries(rules: Route[]): MetricQuery[] {
  return queriesOf(
    rules,
    [REQUESTS, ...ERRORS].map(name => [name, 'Sum']),
  );
}

/** Which site each series of {@link trafficQueries} is of, and what it counts. */
export function trafficSeries(index: number): {
  site: Site;
  what: keyof SiteTraffic;
} {
  const perSite = 1 + ERRORS.length;
  return {
    site: SITES[Math.floor(index / perSite) % SITES.length],
    what: index % perSite === 0 ? 'requests' : 'errors',
  };
}

/**
 * The worst of each minute: an average of counts is a number that never was, and the best one
 * hides that targets have gone.
 */
function hostQueries(rules: Route[]): MetricQuery[] {
  return queriesOf(rules, [
    ['HealthyHostCount', 'Minimum'],
    ['UnHealthyHostCount', 'Maximum'],
  ]);
}

function queriesOf(
  rules: Route[],
  metrics: [name: string, statistic: MetricQuery['statistic']][],
): MetricQuery[] {
  return distinct(rules).flatMap(({ arn, targetGroups }) =>
    SITES.flatMap(site =>
      metrics.map(([name, statistic]) => ({
        namespace: NAMESPACE,
        name,
        dimensions: {
          LoadBalancer: loadBalancerDimensionOfRule(arn),
          TargetGroup: targetGroupDimension(targetGroups[site]),
        },
        statistic,
      })),
    ),
  );
}

function distinct(rules: Route[]): Route[] {
  const keyOf = ({ arn, targetGroups }: Route) =>
    [
      loadBalancerDimensionOfRule(arn),
      ...SITES.map(site => targetGroups[site]),
    ].join(' ');
  return [...new Map(rules.map(rule => [keyOf(rule), rule])).values()];
}

/**
 * A metric without values is a count of 0: the load balancer reports what there was only.
 * One that CloudWatch does not answer for is not known, and then the whole is not.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
function readTraffic(
  values: (MetricValues | undefined)[],
): Record<Site, SiteTraffic> | undefined {
  if (!values.every(of => of !== undefined)) return undefined;
  const traffic = {
    'on-prem': { requests: 0, errors: 0 },
    aws: { requests: 0, errors: 0 },
  };
  values.forEach((of, index) => {
    const { site, what } = trafficSeries(index);
    traffic[site][what] += Math.round(sum(of));
  });
  return traffic;
}

/**
 * The route that serves worse has the say, as in {@link readTargets}. Both numbers of a count
 * are of one minute: together, those of two minutes would be a count that never was.
 */
function readHosts(
  series: (MetricPoint[] | undefined)[],
  to: Date,
): Pick<ServiceDetail, 'targets' | 'healthAt' | 'measuredSince'> {
  const perRoute = SITES.length * 2;
  const targets: ServiceDetail['targets'] = {};
  const healthAt: ServiceDetail['healthAt'] = {};
  const measuredSince: ServiceDetail['measuredSince'] = {};
  for (const site of SITES) {
    const counts: TargetCounts[] = [];
    const times: number[] = [];
    for (let at = SITES.indexOf(site) * 2; at < series.length; at += perRoute) {
      const minute = newestMinute(series[at], series[at + 1]);
      // Of a site of which one route is not known, nothing is.
      if (!minute) break;
      counts.push(minute.counts);
      times.push(minute.at);
    }
    if (counts.length === 0 || counts.length < series.length / perRoute)
      continue;
    const since = Math.min(...times);
    targets[site] = worst(counts);
    measuredSince[site] = new Date(since).toISOString();
    // A minute that is not over tells of nothing that is still to come.
    healthAt[site] = new Date(
      Math.min(since + PERIOD_SECONDS * 1000, to.getTime()),
    ).toISOString();
  }
  return { targets, healthAt, measuredSince };
}

/**
 * What the newest minute says that tells both numbers, or the first where nothing tells the
 * other. That none is healthy is not held back until the other number is there.
 */
function newestMinute(
  healthy: MetricPoint[] | undefined,
  unhealthy: MetricPoint[] | undefined,
): { at: number; counts: TargetCounts } | undefined {
  // Both were asked for; what CloudWatch does not answer for is not 0.
  if (!healthy || !unhealthy) return undefined;
  const others = new Map(unhealthy.map(({ at, value }) => [at, value]));
  const [newest] = healthy;
  if (!newest) return undefined;
  const whole = healthy.find(({ at }) => others.has(at)) ?? newest;
  const total = whole.value + (others.get(whole.at) ?? 0);
  const { at, value } = newest.value === 0 ? newest : whole;
  return { at, counts: { healthy: value, total, reasons: {} } };
}

function valuesOf(points: MetricPoint[]): MetricValues {
  return points.map(({ value }) => value);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
