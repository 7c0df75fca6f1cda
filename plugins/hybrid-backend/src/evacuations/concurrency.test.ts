import { AWS_REQUEST_LIMITS } from '../config/requestLimits';
import { Concurrency, Rate } from './Concurrency';
import { estimateSeconds } from './estimate';

describe('Concurrency', () => {
  const idle = { throttles: 0, waiting: 0 };

  it('adds one at a time while few calls wait', () => {
    const concurrency = new Concurrency();
    const first = concurrency.limit;
    for (let i = 0; i < 3; i++) concurrency.observe(idle, true, i);
    expect(concurrency.limit).toBe(first + 3);
  });

  it('adds none while there is room, or while enough calls wait', () => {
    const concurrency = new Concurrency();
    const first = concurrency.limit;
    concurrency.observe(idle, false, 0);
    concurrency.observe({ throttles: 0, waiting: 20 }, true, 0);
    expect(concurrency.limit).toBe(first);
  });

  it('halves after a throttle, once for all of a moment, and grows again later', () => {
    const concurrency = new Concurrency();
    const first = concurrency.limit;
    concurrency.observe(idle, true, 0);
    concurrency.observe({ throttles: 3, waiting: 0 }, true, 100);
    concurrency.observe({ throttles: 7, waiting: 0 }, true, 200);
    expect(concurrency.limit).toBe(Math.floor((first + 1) / 2));
    concurrency.observe({ throttles: 7, waiting: 0 }, true, 10_000);
    expect(concurrency.limit).toBe(Math.floor((first + 1) / 2) + 1);
  });

  it('halves again for a throttle that comes when the pause is over', () => {
    const concurrency = new Concurrency();
    const first = concurrency.limit;
    concurrency.observe({ throttles: 3, waiting: 0 }, true, 0);
    expect(concurrency.limit).toBe(first + 1);
    concurrency.observe({ throttles: 4, waiting: 0 }, true, 1_000);
    const half = Math.floor((first + 1) / 2);
    expect(concurrency.limit).toBe(half);
    concurrency.observe({ throttles: 5, waiting: 0 }, true, 5_999);
    expect(concurrency.limit).toBe(half);
    concurrency.observe({ throttles: 6, waiting: 0 }, true, 6_000);
    expect(concurrency.limit).toBe(Math.floor(half / 2));
  });

  it.each([
    [14, 1],
    [15, 0],
    [40, 0],
    [41, -1],
  ])('changes, with %i calls waiting, by %i', (waiting, by) => {
    const concurrency = new Concurrency();
    const first = concurrency.limit;
    concurrency.observe({ throttles: 0, waiting }, true, 0);
    expect(concurrency.limit - first).toBe(by);
  });

  it('takes some back when too many calls wait, and never all', () => {
    const concurrency = new Concurrency();
    for (let i = 0; i < 100; i++) {
      concurrency.observe({ throttles: 0, waiting: 100 }, true, i);
    }
    expect(concurrency.limit).toBe(1);
  });
});

describe('Rate', () => {
  it('counts what ended in the last moments', () => {
    const rate = new Rate(10_000);
    rate.begin(0);
    for (let at = 0; at < 20_000; at += 500) rate.add(at);
    expect(rate.perSecond(20_000)).toBeCloseTo(1.9, 1);
    expect(rate.perSecond(60_000)).toBe(0);
  });

  it('is of the time since the beginning at first', () => {
    const rate = new Rate(10_000);
    rate.begin(1_000_000);
    expect(rate.perSecond(1_000_000)).toBe(0);
    for (const at of [500, 1_500, 3_000]) rate.add(1_000_000 + at);
    expect(rate.perSecond(1_004_000)).toBe(0.75);
  });
});

describe('the estimate of an evacuation', () => {
  const timing = { verifyIntervalMs: 2_000, verifyChecks: 3 };
  const estimate = (shifts: number) =>
    estimateSeconds(shifts, AWS_REQUEST_LIMITS, timing);

  it('is nothing for nothing, and one shift’s time for a few', () => {
    expect(estimate(0)).toBe(0);
    expect(estimate(3)).toBe(6);
  });

  it('grows with the number of services at the rate that AWS allows', () => {
    expect(estimate(1_000) / estimate(500)).toBeCloseTo(2, 0);
  });
});
