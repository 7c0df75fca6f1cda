import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { targetsCases } from '../__testUtils__/platformCases';
import {
  countTargets,
  describeTargets,
  healthOfTargets,
  isNotInUse,
} from './targetHealth';

const inState = (State: string, Reason?: string) =>
  ({ TargetHealth: { State, Reason } } as TargetHealthDescription);

describe('the targets of a site', () => {
  it.each(targetsCases.map(each => [each.serves, each.why, each] as const))(
    'serve as the Lambdas see it (%s): %s',
    (serves, _, { targets, healthy, total, unknown, leftOut }) => {
      const counts = countTargets(targets as TargetHealthDescription[]);
      const { reasons, ...figures } = counts;
      expect(figures).toEqual({
        healthy,
        total,
        ...(unknown > 0 && { unknown }),
        ...(leftOut > 0 && { leftOut }),
      });
      const explained = Object.values(reasons).reduce((sum, n) => sum + n, 0);
      expect(explained).toBe(total - healthy + leftOut);
      const health = healthOfTargets(counts);
      expect(
        {
          healthy: 'yes',
          degraded: 'yes',
          unhealthy: 'no',
          unknown: 'unknown',
        }[health],
      ).toBe(serves);
    },
  );

  it('are degraded while some of those that count do not serve', () => {
    const health = (...states: string[]) =>
      healthOfTargets(countTargets(states.map(state => inState(state))));
    expect(health('healthy', 'unhealthy')).toBe('degraded');
    expect(health('healthy', 'initial')).toBe('degraded');
    expect(health('healthy', 'draining')).toBe('healthy');
    expect(health('healthy', 'unused')).toBe('healthy');
  });

  it.each([
    [['healthy', 'unhealthy'], 'has 1 of 2 targets healthy'],
    [[], 'has 0 of 0 targets healthy'],
    [['initial'], 'has 0 of 1 targets healthy (1 not known)'],
    [
      ['healthy', 'initial', 'draining', 'draining'],
      'has 1 of 2 targets healthy (1 not known, 2 more left out)',
    ],
    [
      ['unused', 'draining'],
      'has no target that can take requests: 2 left out (unused, draining)',
    ],
  ])('%j are told of as "%s"', (states, words) => {
    const counts = countTargets(states.map(state => inState(state)));
    expect(describeTargets(counts)).toBe(words);
  });

  it('are not in use where their group is on no rule', () => {
    const counts = (...reasons: (string | undefined)[]) =>
      countTargets(reasons.map(reason => inState('unused', reason)));
    expect(isNotInUse(counts('Target.NotInUse'))).toBe(true);
    expect(isNotInUse(counts('Target.InvalidState'))).toBe(false);
    expect(isNotInUse(counts(undefined))).toBe(false);
    expect(
      isNotInUse(
        countTargets([
          inState('unused', 'Target.NotInUse'),
          inState('initial'),
        ]),
      ),
    ).toBe(false);
    expect(isNotInUse(countTargets([]))).toBe(false);
  });

  it('name the override where their zone was shifted away', () => {
    const { reasons } = countTargets([
      {
        ...inState('healthy'),
        AdministrativeOverride: {
          State: 'zonal_shift_active',
          Reason: 'AdministrativeOverride.ZonalShiftActive',
        },
      },
    ]);
    expect(reasons).toEqual({ 'AdministrativeOverride.ZonalShiftActive': 1 });
  });
});
