import { aReplication } from '../__testUtils__/replications';
import { shownLag } from './lag';

const NOW = Date.parse('2026-11-22T10:00:00.000Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

describe('the lag of a replication', () => {
  it.each([
    [
      'just measured',
      { lagMeasuredAt: ago(90) },
      { is: 'known', lagSeconds: 4 },
    ],
    [
      'measured a while ago, which is said',
      { lagMeasuredAt: ago(200) },
      { is: 'known', lagSeconds: 4, ageSeconds: 200 },
    ],
    [
      'measured too long ago, though it was known when it was read',
      { lagMeasuredAt: ago(570) },
      { is: 'unknown', ageSeconds: 570 },
    ],
    [
      'measured too long ago when it was read',
      { lagSeconds: undefined, lagMeasuredAt: ago(3600) },
      { is: 'unknown', ageSeconds: 3600 },
    ],
    ['never measured', { lagSeconds: undefined }, { is: 'unknown' }],
    ['told without a time', {}, { is: 'known', lagSeconds: 4 }],
    [
      'of one that only had to load, and has',
      { migrationType: 'full-load', state: 'stopped', lagSeconds: undefined },
      { is: 'none' },
    ],
  ])('%s', (_, changes, expected) => {
    expect(shownLag(aReplication(changes), NOW)).toEqual(expected);
  });
});
