import type { TargetCounts } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { worst } from './targets';

const counts = (
  healthy: number,
  total: number,
  unknown?: number,
): TargetCounts => ({
  healthy,
  total,
  reasons: {},
  ...(unknown && { unknown }),
});

describe('of the target groups of a site behind several load balancers', () => {
  it.each<[string, TargetCounts, TargetCounts]>([
    ['fewer healthy targets', counts(1, 3), counts(2, 3)],
    ['no healthy target', counts(0, 2), counts(1, 9)],
    ['no target at all', counts(0, 0), counts(1, 2)],
    ['no healthy target for sure', counts(0, 2), counts(0, 2, 2)],
    ['no target for sure', counts(0, 0), counts(0, 2, 2)],
    ['nothing that is known', counts(0, 2, 2), counts(1, 2)],
  ])('the one with %s has the say', (_, said, other) => {
    expect(worst([said, other])).toEqual(said);
    expect(worst([other, said])).toEqual(said);
  });
});
