import {
  measuredLag,
  type Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { dmsResourceId } from '../aws/arns';
import type { MetricPoint, MetricQuery } from '../aws/cloudWatch';
import type { ReplicationAws } from '../aws/ReplicationAws';
import { problemIn } from '../errors';
import type { ReplicationFacts } from './facts';

/**
 * Far longer than a measurement counts: where the metric has stopped to come, people are told
 * since when.
 */
const WINDOW_MS = 60 * 60_000;

/** CloudWatch answers for each metric by itself. */
const LAG_LEFT_OUT: Problem = {
  code: 'aws-failed',
  message: 'CloudWatch did not answer for the metric of the lag.',
  remedy:
    'Try again in a minute. If it stays so, see in the CloudWatch console whether the role of Backstage may read the metrics of AWS/DMS.',
};

/** What CloudWatch knows of a replication's lag. */
export interface LagFacts {
  /** Seconds that the target trails by, unless that was measured too long ago to count. */
  lagSeconds?: number;
  /** The beginning of the minute that was measured last. */
  lagMeasuredAt?: Date;
  /** Why CloudWatch could not be asked. */
  lagProblem?: Problem;
}

/**
 * The lag of each replication, in their order, in one call. Where CloudWatch fails it is the lag
 * that is not known, and nothing else: which site receives the data, other services tell.
 */
export async function readLags(
  aws: Pick<ReplicationAws, 'metrics'>,
  replications: ReplicationFacts[],
  now: Date,
): Promise<LagFacts[]> {
  const measured = replications.filter(({ state }) => state === 'running');
  if (measured.length === 0) return replications.map(() => ({}));
  const queries = measured.map(lagQueries);
  const { series, problem } = await askMetrics(aws, queries.flat(), now);
  let next = 0;
  const lags = new Map(
    measured.map((facts, index): [string, LagFacts] => {
      const { length } = queries[index];
      const own = series?.slice(next, (next += length));
      if (!own) return [facts.arn, { lagProblem: problem }];
      const points = own.flatMap(each => each ?? []);
      const lag = lagOf(newestSince(points, facts.startedAt), now);
      // Each metric has a status of its own; one that was answered is enough.
      const unanswered = own.every(each => each === undefined);
      return [facts.arn, unanswered ? { lagProblem: LAG_LEFT_OUT } : lag];
    }),
  );
  return replications.map(({ arn }) => lags.get(arn) ?? {});
}

async function askMetrics(
  aws: Pick<ReplicationAws, 'metrics'>,
  queries: MetricQuery[],
  now: Date,
): Promise<{ series?: (MetricPoint[] | undefined)[]; problem?: Problem }> {
  try {
    const from = new Date(now.getTime() - WINDOW_MS);
    return { series: await aws.metrics(queries, { from, to: now }) };
  } catch (error) {
    const problem = problemIn(error);
    if (!problem) throw error;
    return { problem };
  }
}

/** A measurement that is too old is none; only its time is left. */
export function lagOf(newest: MetricPoint | undefined, now: Date): LagFacts {
  if (!newest) return {};
  const lagMeasuredAt = new Date(newest.at);
  const measured = measuredLag(
    {
      lagSeconds: newest.value,
      lagMeasuredAt: lagMeasuredAt.toISOString(),
    },
    now,
  );
  return { ...(measured && { lagSeconds: newest.value }), lagMeasuredAt };
}

/**
 * Whether CloudWatch knows a replication by its identifier or by the last part of its ARN
 * is not documented the same everywhere; both are asked for, and one has data.
 */
export function lagQueries(facts: ReplicationFacts): MetricQuery[] {
  return [...new Set([dmsResourceId(facts.arn), facts.id])].map(name => ({
    namespace: 'AWS/DMS',
    name: 'CDCLatencyTarget',
    dimensions: dimensionsOf(facts, name),
    statistic: 'Maximum' as const,
  }));
}

function dimensionsOf(
  { type, instance }: ReplicationFacts,
  name: string,
): Record<string, string> {
  return type === 'task'
    ? {
        ReplicationInstanceIdentifier: instance?.name ?? '',
        ReplicationTaskIdentifier: name,
      }
    : { ReplicationConfigIdentifier: name };
}

/**
 * The newest measurement. One from before a stop says nothing about what was written since,
 * so minutes that began before the last start do not count.
 */
export function newestSince(
  points: MetricPoint[],
  startedAt: Date | undefined,
): MetricPoint | undefined {
  const since = startedAt?.getTime() ?? -Infinity;
  let newest: MetricPoint | undefined;
  for (const point of points) {
    if (point.at >= since && (!newest || point.at > newest.at)) newest = point;
  }
  return newest;
}
