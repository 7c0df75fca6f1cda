import { BucketSeries } from './bucketSeries';

const one = (at: number, value = 1) => ({
  at,
  sum: value,
  count: 1,
  min: value,
  max: value,
});

describe('BucketSeries', () => {
  const make = () => new BucketSeries({ bucketMs: 10, keepMs: 100 });

  it('adds up the samples of a bucket', () => {
    const series = make();
    series.add(one(12, 3));
    series.add(one(19, 5));
    expect(series.read(0, 100)).toEqual([
      { start: 10, sum: 8, count: 2, min: 3, max: 5 },
    ]);
  });

  it('keeps its buckets in order, whenever their samples come', () => {
    const series = make();
    for (const at of [50, 20, 90, 30, 20, 70, 10, 60]) series.add(one(at));
    expect(series.read(20, 70).map(({ start }) => start)).toEqual([
      20, 30, 50, 60,
    ]);
    expect(series.read(20, 30)[0].sum).toBe(2);
  });

  it('forgets what is older than it keeps, and does not take it any more', () => {
    const series = make();
    for (let at = 0; at <= 10_000; at += 10) series.add(one(at));
    series.add(one(50));
    const starts = series.read(0, 20_000).map(({ start }) => start);
    expect(starts).toHaveLength(11);
    expect(starts[0]).toBe(9_900);
    expect(series.oldest()).toBe(9_900);
  });

  it('survives samples in random order as a plain map would', () => {
    const series = new BucketSeries({ bucketMs: 1, keepMs: 1e9 });
    const sums = new Map<number, number>();
    let seed = 7;
    for (let i = 0; i < 5_000; i++) {
      seed = (seed * 48_271) % 2_147_483_647;
      const at = seed % 1_000;
      series.add(one(at, i));
      sums.set(at, (sums.get(at) ?? 0) + i);
    }
    expect(series.read(0, 1_000).map(({ start, sum }) => [start, sum])).toEqual(
      [...sums].sort(([a], [b]) => a - b),
    );
  });
});
