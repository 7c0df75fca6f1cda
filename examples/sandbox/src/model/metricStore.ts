import type { MetricId, MetricPeriod, MetricStore } from './metrics';
import { BucketSeries } from './bucketSeries';

/*
 * Bounded in time, so that a sandbox that runs for days does not grow: seconds for ten
 * minutes, minutes for three hours. AWS keeps one-minute data for 15 days; nothing here
 * looks that far back.
 */
const fine = { bucketMs: 1_000, keepMs: 10 * 60_000 };
const coarse = { bucketMs: 60_000, keepMs: 3 * 3_600_000 };

/** CloudWatch takes data points up to two hours ahead. */
const maxFutureMs = 2 * 3_600_000;

interface Series {
  id: MetricId;
  fine: BucketSeries;
  coarse: BucketSeries;
}

/** An empty metric store. `now` tells samples that are too far ahead. */
export function createMetricStore({ now }: { now(): number }): MetricStore {
  const byKey = new Map<string, Series>();

  const seriesOf = (id: MetricId): Series => {
    const key = metricKey(id);
    const known = byKey.get(key);
    if (known) return known;
    const created: Series = {
      id: { ...id, dimensions: { ...id.dimensions } },
      fine: new BucketSeries(fine),
      coarse: new BucketSeries(coarse),
    };
    byKey.set(key, created);
    return created;
  };

  return {
    put(id, sample) {
      // One sample from far ahead would push everything else out of the window.
      if (sample.at > now() + maxFutureMs) return;
      const series = seriesOf(id);
      series.fine.add(sample);
      series.coarse.add(sample);
    },
    read(id, { from, to, periodMs }) {
      const series = byKey.get(metricKey(id));
      if (!series) return [];
      // Whole minutes before the first second that is still kept come from the minutes.
      const boundary = series.fine.complete
        ? -Infinity
        : Math.ceil(series.fine.oldest() / coarse.bucketMs) * coarse.bucketMs;
      const old = series.coarse.read(from, Math.min(to, boundary));
      const recent = series.fine.read(Math.max(from, boundary), to);
      return aggregate([...old, ...recent], periodMs);
    },
    delete: id => {
      byKey.delete(metricKey(id));
    },
    list: namespace =>
      [...byKey.values()]
        .map(({ id }) => id)
        .filter(id => namespace === undefined || id.namespace === namespace),
  };
}

/** One string per metric, whatever the order of its dimensions. */
function metricKey({ namespace, name, dimensions }: MetricId): string {
  let key = `${namespace}\n${name}`;
  for (const dimension of Object.keys(dimensions).sort()) {
    key += `\n${dimension}\n${dimensions[dimension]}`;
  }
  return key;
}

function aggregate(buckets: MetricPeriod[], periodMs: number): MetricPeriod[] {
  const periods: MetricPeriod[] = [];
  for (const bucket of buckets) {
    const start = Math.floor(bucket.start / periodMs) * periodMs;
    const last = periods[periods.length - 1];
    if (last?.start === start) {
      last.sum += bucket.sum;
      last.count += bucket.count;
      last.min = Math.min(last.min, bucket.min);
      last.max = Math.max(last.max, bucket.max);
    } else {
      periods.push({ ...bucket, start });
    }
  }
  return periods;
}
