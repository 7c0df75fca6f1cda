import type { Texts } from '../translations/useTexts';
import { formatClock, formatExact } from './duration';

const t = ((key: string, values: { n?: string; count?: number }) =>
  `${values.n ?? values.count} ${key}`) as unknown as Texts;

describe('formatExact', () => {
  it.each([
    [0, '0 time.seconds'],
    [90, '90 time.seconds'],
    [300, '5 time.minutes'],
    [3_600, '1 time.hours'],
    [5_400, '90 time.minutes'],
    [86_400, '1 time.days'],
    [129_600, '36 time.hours'],
  ])('says %s seconds exactly', (seconds, text) => {
    expect(formatExact(t, seconds)).toBe(text);
  });
});

describe('formatClock', () => {
  it.each([
    [-3, '00:00'],
    [59.6, '01:00'],
    [245, '04:05'],
    [3_723, '1:02:03'],
    [86_400, '24:00:00'],
  ])('shows %s seconds as %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});
