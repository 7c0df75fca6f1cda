import { rangeOf } from './period';

const NOW = new Date('2026-11-22T12:34:56.789Z');
const HOUR = 3600;

describe('the range of a chart', () => {
  it.each([
    [300, 60],
    [HOUR, 60],
    [3 * HOUR, 60],
    [3 * HOUR + 1, 300],
    [15 * HOUR, 300],
    [24 * HOUR, 900],
    [7 * 24 * HOUR, 3600],
    [14 * 24 * HOUR, 10_800],
  ])('of %i seconds has periods of %i', (seconds, period) => {
    const range = rangeOf(seconds, NOW);
    expect(range.periodSeconds).toBe(period);
    expect(seconds / period).toBeLessThanOrEqual(180);
  });

  it('begins at a multiple of its period, no later than asked for, and ends now', () => {
    const { from, to, periodSeconds } = rangeOf(24 * HOUR, NOW);
    expect(from.getTime() % (periodSeconds * 1000)).toBe(0);
    expect(from.toISOString()).toBe('2026-11-21T12:30:00.000Z');
    expect(to).toBe(NOW);
  });

  it('is the same for those who ask within one period', () => {
    const later = new Date(NOW.getTime() + 3_000);
    expect(rangeOf(HOUR, later).from).toEqual(rangeOf(HOUR, NOW).from);
  });
});
