import { dmsResourceId } from '../aws/arns';
import type { MetricPoint, MetricQuery } from '../aws/cloudWatch';
import type { ReplicationAws } from '../aws/ReplicationAws';
import type { ReplicationFacts } from './facts';

/** DMS publishes once a minute, and late: look back far enough to see a value. */
const WINDOW_MS = 10 * 60_000;

/** Seconds that the target of each replication trails by, in their order, in one call. */
export async function readLags(
  aws: Pick<ReplicationAws, 'metrics'>,
  replications: ReplicationFacts[],
  now: Date,
): Promise<(number | undefined)[]> {
  const measured = replications.filter(({ state }) => state === 'running');
  if (measured.length === 0) return replications.map(() => undefined);
  const queries = measured.map(lagQueries);
  const series = await aws.metrics(queries.flat(), {
    from: new Date(now.getTime() - WINDOW_MS),
    to: now,
  });
  let next = 0;
  const lags = new Map(
    measured.map((facts, index) => {
      const own = series.slice(next, (next += queries[index].length));
      return [facts.arn, newestSince(own.flat(), facts.startedAt)];
    }),
  );
  return replications.map(({ arn }) => lags.get(arn));
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
): number | undefined {
  const since = startedAt?.getTime() ?? -Infinity;
  let newest: MetricPoint | undefined;
  for (const point of points) {
    if (point.at >= since && (!newest || point.at > newest.at)) newest = point;
  }
  return newest?.value;
}
