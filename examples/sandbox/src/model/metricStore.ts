import type { MetricId, MetricPeriod, MetricStore } from './metrics';

type Sample = Parameters<MetricStore['put']>[1];

/** For how long samples are kept as they came; older ones are merged by the minute. */
const FINE_MS = 15 * 60_000;
const COARSE_MS = 3 * 60 * 60_000;
const MINUTE_MS = 60_000;
/** Old samples are moved in batches: moving each by itself would shift the array every time. */
const COMPACT_BATCH = 64;

interface Series {
  readonly id: MetricId;
  /** Oldest first. */
  fine: Sample[];
  coarse: Sample[];
}

/** Keeps metric data in memory: exact for fifteen minutes, by the minute for three hours. */
export function createMetricStore(options: { now: () => number }): MetricStore {
  const series = new Map<string, Series>();

  return {
    put(id, sample) {
      const key = keyOf(id);
      let entry = series.get(key);
      if (!entry) {
        entry = { id, fine: [], coarse: [] };
        series.set(key, entry);
      }
      insert(entry.fine, sample);
      compact(entry, options.now());
    },

    read(id, { from, to, periodMs }) {
      const entry = series.get(keyOf(id));
      const periods: MetricPeriod[] = [];
      if (!entry) return periods;
      for (const samples of [entry.coarse, entry.fine]) {
        for (let i = firstAt(samples, from); i < samples.length; i++) {
          const sample = samples[i];
          if (sample.at >= to) break;
          const start = Math.floor(sample.at / periodMs) * periodMs;
          const last = periods.at(-1);
          if (last?.start === start) merge(last, sample);
          else periods.push({ ...withoutTime(sample), start });
        }
      }
      return periods;
    },

    list(namespace) {
      return [...series.values()]
        .map(entry => entry.id)
        .filter(id => namespace === undefined || id.namespace === namespace);
    },
  };
}

function keyOf({ namespace, name, dimensions }: MetricId): string {
  const pairs = Object.keys(dimensions)
    .sort()
    .map(key => `${key}=${dimensions[key]}`);
  return [namespace, name, ...pairs].join('\n');
}

/** Samples come in order but for late ones, so the search starts at the end. */
function insert(samples: Sample[], sample: Sample): void {
  let index = samples.length;
  while (index > 0 && samples[index - 1].at > sample.at) index--;
  const before = samples[index - 1];
  if (before?.at === sample.at) merge(before, sample);
  else samples.splice(index, 0, { ...sample });
}

/** The index of the first sample that is not older than `from`. */
function firstAt(samples: Sample[], from: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (samples[middle].at < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compact(entry: Series, now: number): void {
  const old = firstAt(entry.fine, now - FINE_MS);
  if (old < COMPACT_BATCH) return;
  for (const sample of entry.fine.splice(0, old)) {
    const at = Math.floor(sample.at / MINUTE_MS) * MINUTE_MS;
    insert(entry.coarse, { ...sample, at });
  }
  entry.coarse.splice(0, firstAt(entry.coarse, now - COARSE_MS));
}

function merge(into: Omit<Sample, 'at'>, sample: Omit<Sample, 'at'>): void {
  into.sum += sample.sum;
  into.count += sample.count;
  into.min = Math.min(into.min, sample.min);
  into.max = Math.max(into.max, sample.max);
}

function withoutTime({ sum, count, min, max }: Sample) {
  return { sum, count, min, max };
}
