import {
  type TrafficHistory,
  type TrafficPoint,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { RoutedService } from '../access/entityAccess';
import type { MetricPoint } from '../aws/cloudWatch';
import type { PlatformAws } from '../aws/PlatformAws';
import { HybridError } from '../errors';
import {
  METRICS_LEFT_OUT,
  trafficQueries,
  trafficSeries,
} from '../platforms/detail';
import { assertRoutable } from '../platforms/routable';
import { Cached } from '../cache/Cached';
import type { MoveStore } from '../automation/MoveStore';
import { rangeOf, type Range } from './period';
import type { ShiftRepository } from '../shifts/record/ShiftRepository';

/** Charts of one service that are looked at together are asked for once. */
const MAX_AGE_MS = 10_000;

type Traffic = Pick<TrafficHistory, 'to' | 'points'>;

/** Requests and errors of a service over time, and the shifts of that time. */
export class TrafficHistoryService {
  readonly #traffic: Cached<Traffic>;

  constructor(
    private readonly options: {
      aws(platformId: string): PlatformAws;
      repository: Pick<ShiftRepository, 'underWay'>;
      automation: Pick<MoveStore, 'underWay'>;
      now(): Date;
    },
  ) {
    this.#traffic = new Cached({
      maxAgeMs: MAX_AGE_MS,
      now: options.now,
    });
  }

  async get(routed: RoutedService, seconds: number): Promise<TrafficHistory> {
    const { platform, entityRef } = routed;
    const service = assertRoutable(routed.service);
    const range = rangeOf(seconds, this.options.now());
    const queries = trafficQueries(service.rules);
    const key = [
      platform.id,
      service.name,
      range.periodSeconds,
      range.from.getTime(),
    ].join('/');
    const [{ value, problem }, shifts, automation] = await Promise.all([
      this.#traffic.get(key, async () => {
        const aws = this.options.aws(platform.id);
        const series = await aws.metricSeries(queries, range);
        return { to: range.to.toISOString(), points: toPoints(series) };
      }),
      this.options.repository.underWay(entityRef, range),
      this.options.automation.underWay(entityRef, range),
    ]);
    if (!value) throw new HybridError(problem!);
    return { ...describe(range), ...value, shifts, automation };
  }
}

function describe({ from, periodSeconds }: Range) {
  return { from: from.toISOString(), periodSeconds };
}

function toPoints(series: (MetricPoint[] | undefined)[]): TrafficPoint[] {
  const points = new Map<number, TrafficPoint>();
  series.forEach((values, index) => {
    if (!values) throw new HybridError(METRICS_LEFT_OUT);
    const { site, what } = trafficSeries(index);
    for (const { at, value } of values) {
      const point = points.get(at) ?? emptyPoint(at);
      point.sites[site][what] += Math.round(value);
      points.set(at, point);
    }
  });
  return [...points.entries()].sort(([a], [b]) => a - b).map(([, p]) => p);
}

function emptyPoint(at: number): TrafficPoint {
  return {
    at: new Date(at).toISOString(),
    sites: {
      'on-prem': { requests: 0, errors: 0 },
      aws: { requests: 0, errors: 0 },
    },
  };
}
