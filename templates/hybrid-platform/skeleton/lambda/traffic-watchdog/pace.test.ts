import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstService, gapMs, type Pace } from './pace';

const pace = (services: number): Pace => ({
  services,
  intervalMs: 5_000,
  runMs: 55_000,
  maxPerSecond: 6,
});

describe("the watchdog's pace", () => {
  for (const [services, everySeconds] of [
    [1, 5],
    [6, 5],
    [30, 5],
    [60, 10],
    [600, 100],
  ]) {
    it(`looks at each of ${services} every ${everySeconds} s`, () => {
      const seconds = (gapMs(pace(services)) * services) / 1000;
      assert.ok(seconds >= everySeconds && seconds < everySeconds * 1.01);
    });
  }

  it('gets round to all of 1,000 services, run after run, and to none twice before', () => {
    const checks = Math.floor(55_000 / gapMs(pace(1000)));
    const start = Date.parse('2026-01-01T00:00:03Z');
    const seen: number[] = [];
    for (let run = 0; seen.length < 1000; run++) {
      const first = firstService(pace(1000), start + run * 60_000);
      for (let i = 0; i < checks; i++) seen.push((first + i) % 1000);
    }
    assert.equal(new Set(seen.slice(0, 1000)).size, 1000);
  });

  it('goes on at the very next service where the run before stopped', () => {
    const checks = Math.floor(55_000 / gapMs(pace(1000)));
    const start = Date.parse('2026-01-01T00:00:03Z');
    const first = firstService(pace(1000), start);
    assert.ok(Number.isInteger(first));
    assert.equal(
      firstService(pace(1000), start + 60_000),
      (first + checks) % 1000,
    );
  });

  it('begins at the first where one run gets round to all', () => {
    assert.equal(
      firstService(pace(300), Date.parse('2026-01-01T00:07:00Z')),
      0,
    );
  });
});
