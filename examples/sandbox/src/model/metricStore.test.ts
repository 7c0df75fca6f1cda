import { createMetricStore } from './metricStore';

const MINUTE = 60_000;
const requests = {
  namespace: 'AWS/ApplicationELB',
  name: 'RequestCount',
  dimensions: { LoadBalancer: 'app/shop/1', TargetGroup: 'targetgroup/a/1' },
};
const one = (at: number, value: number) => ({
  at,
  sum: value,
  count: 1,
  min: value,
  max: value,
});

describe('createMetricStore', () => {
  it('answers one aggregate per period that has data, oldest first', () => {
    const store = createMetricStore({ now: () => 10 * MINUTE });
    store.put(requests, one(MINUTE + 5, 2));
    store.put(requests, one(MINUTE + 50, 6));
    store.put(requests, one(4 * MINUTE, 1));

    expect(
      store.read(requests, { from: 0, to: 10 * MINUTE, periodMs: MINUTE }),
    ).toEqual([
      { start: MINUTE, sum: 8, count: 2, min: 2, max: 6 },
      { start: 4 * MINUTE, sum: 1, count: 1, min: 1, max: 1 },
    ]);
  });

  it('includes the start of the range and excludes its end', () => {
    const store = createMetricStore({ now: () => 10 * MINUTE });
    for (const minute of [1, 2, 3]) {
      store.put(requests, one(minute * MINUTE, minute));
    }

    const read = store.read(requests, {
      from: MINUTE,
      to: 3 * MINUTE,
      periodMs: MINUTE,
    });

    expect(read.map(period => period.sum)).toEqual([1, 2]);
  });

  it('knows a metric by its dimensions in any order, and only by all of them', () => {
    const store = createMetricStore({ now: () => MINUTE });
    store.put(requests, one(0, 5));
    const range = { from: 0, to: MINUTE, periodMs: MINUTE };
    const { LoadBalancer, TargetGroup } = requests.dimensions;

    expect(
      store.read(
        { ...requests, dimensions: { TargetGroup, LoadBalancer } },
        range,
      ),
    ).toHaveLength(1);
    expect(
      store.read({ ...requests, dimensions: { LoadBalancer } }, range),
    ).toEqual([]);
  });

  it('puts late samples where they belong', () => {
    const store = createMetricStore({ now: () => 10 * MINUTE });
    for (const minute of [3, 1, 2]) {
      store.put(requests, one(minute * MINUTE, minute));
    }

    const read = store.read(requests, {
      from: 0,
      to: 10 * MINUTE,
      periodMs: MINUTE,
    });

    expect(read.map(period => period.sum)).toEqual([1, 2, 3]);
  });

  it('keeps the sums of old samples while it merges them, and forgets those of three hours ago', () => {
    let now = 0;
    const store = createMetricStore({ now: () => now });
    const hours = 5;
    for (; now < hours * 60 * MINUTE; now += 6_000) {
      store.put(requests, one(now, 1));
    }

    const hourOf = (hour: number) =>
      store
        .read(requests, {
          from: hour * 60 * MINUTE,
          to: (hour + 1) * 60 * MINUTE,
          periodMs: 60 * MINUTE,
        })
        .map(period => period.sum);

    expect(hourOf(4)).toEqual([600]);
    expect(hourOf(3)).toEqual([600]);
    expect(hourOf(0)).toEqual([]);
  });

  it("answers short periods of a metric's first minute", () => {
    const store = createMetricStore({ now: () => 2 * MINUTE });
    store.put(requests, one(MINUTE + 6_000, 1));
    store.put(requests, one(MINUTE + 12_000, 2));

    expect(
      store
        .read(requests, { from: MINUTE, to: 2 * MINUTE, periodMs: 6_000 })
        .map(({ start, sum }) => [start - MINUTE, sum]),
    ).toEqual([
      [6_000, 1],
      [12_000, 2],
    ]);
  });

  it('lists metrics by namespace', () => {
    const store = createMetricStore({ now: () => 0 });
    const lag = {
      namespace: 'AWS/DMS',
      name: 'CDCLatencyTarget',
      dimensions: {},
    };
    store.put(requests, one(0, 1));
    store.put(lag, one(0, 1));

    expect(store.list('AWS/DMS')).toEqual([lag]);
    expect(store.list()).toHaveLength(2);
  });

  it('forgets a metric, so that a smaller value can be measured in its place', () => {
    const store = createMetricStore({ now: () => MINUTE });
    const range = { from: 0, to: MINUTE, periodMs: MINUTE };
    store.put(requests, one(0, 9));
    store.delete({ ...requests });
    expect(store.read(requests, range)).toEqual([]);
    expect(store.list()).toEqual([]);
    store.put(requests, one(0, 1));
    expect(store.read(requests, range)).toMatchObject([{ max: 1, count: 1 }]);
  });
});
