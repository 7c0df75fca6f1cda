import type { AlarmStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { callsLeft } from './callsLeft';

const fleet = (count: number, state: AlarmStatus['state'] = 'OK') =>
  Array.from({ length: count }, (_, n) => ({
    ...serviceSnapshot({ name: `svc-${n}` }),
    alarms: [{ name: `svc-${n}-dark`, state }],
  }));

describe('the calls that a refresh leaves for looks at targets', () => {
  it.each<[number, AlarmStatus['state'], number]>([
    [40, 'OK', 44],
    [200, 'OK', 41],
    [1_000, 'OK', 13],
    [1_000, 'ALARM', 4],
    // Each site is looked at all the same.
    [3_000, 'ALARM', 2],
  ])('with %i services whose alarms are %s are %i', (count, state, left) => {
    expect(callsLeft(fleet(count, state))).toBe(left);
  });
});
