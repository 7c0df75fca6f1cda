import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { shownWrongly, wrongTargets } from './shown';
import { after, always, BEGAN } from './testCases';

const site = (weight: number, healthy = 2) => ({
  weight,
  share: weight,
  health: 'healthy' as const,
  targets: { healthy, total: 2, reasons: {} },
});

const status: ServiceStatus = {
  entityRef: 'component:default/cart',
  platform: 'shop',
  service: 'cart',
  sites: { 'on-prem': site(0), aws: site(100) },
  windowSeconds: 180,
  alarms: [{ name: 'shop-cart', state: 'OK' }],
  snapshot: { takenAt: after(0), ageSeconds: 2, stale: false },
};

const asking = {
  sentAt: BEGAN + 2_000,
  answeredAt: BEGAN + 2_100,
  detailMaxAgeMs: 1_000,
  lookMs: 100,
};

const rule = (aws: number) => ({
  arn: String(aws),
  loadBalancer: 'shop',
  weights: { 'on-prem': 100 - aws, aws },
});

describe('what is shown', () => {
  it('was so', () => {
    expect(shownWrongly(status, asking, always({}))).toEqual([]);
    expect(wrongTargets(status, asking, always({}))).toEqual([]);
  });

  it('is not weights that the rule did not have since the snapshot', () => {
    const asked: number[][] = [];
    const truth = {
      ...always({}),
      weights: (_: string, from: number, until: number) => {
        asked.push([from, until]);
        return [[{ 'on-prem': 50, aws: 50 }]];
      },
    };
    expect(shownWrongly(status, asking, truth)).toMatchObject([
      { seen: '0/100' },
    ]);
    expect(asked).toEqual([[BEGAN - 50, BEGAN + 2_100]]);
  });

  it('is every rule, and whether they disagree', () => {
    const truth = {
      ...always({}),
      weights: () => [[rule(100).weights, rule(60).weights]],
    };
    const shown = { ...status, rules: [rule(100), rule(60)], diverged: true };
    expect(shownWrongly(shown, asking, truth)).toEqual([]);
    expect(
      shownWrongly({ ...shown, diverged: undefined }, asking, truth),
    ).toMatchObject([{ seen: '0/100+40/60' }]);
    expect(shownWrongly(status, asking, truth)).toMatchObject([
      { seen: '0/100' },
    ]);
  });

  it('may be of two moments where two rules are written meanwhile, and of no other', () => {
    const moments = [
      [100, 100],
      [100, 30],
      [30, 30],
      [30, 80],
    ];
    const truth = {
      ...always({}),
      weights: () => moments.map(each => each.map(aws => rule(aws).weights)),
    };
    const wrong = (...seen: number[]) =>
      shownWrongly(
        {
          ...status,
          sites: {
            'on-prem': { ...status.sites['on-prem'], weight: 100 - seen[0] },
            aws: { ...status.sites.aws, weight: seen[0] },
          },
          rules: seen.map(rule),
          diverged: true,
        },
        asking,
        truth,
      );
    expect([wrong(100, 80), wrong(80, 100)]).toEqual([[], []]);
    expect(wrong(80, 80)).toHaveLength(1);
    expect(wrong(100, 60)).toHaveLength(1);
  });

  it('is no state that an alarm did not have', () => {
    expect(
      shownWrongly(status, asking, always({ alarm: 'ALARM' })),
    ).toMatchObject([{ seen: 'OK' }]);
  });

  it('is no other age than that of the snapshot', () => {
    const younger = { ...status.snapshot, ageSeconds: 0 };
    expect(
      shownWrongly({ ...status, snapshot: younger }, asking, always({})),
    ).toMatchObject([{ seen: '0 s' }]);
  });

  it('is no health that the targets did not have', () => {
    const dead = always({ healthy: { aws: 0 } });
    expect(wrongTargets(status, asking, dead)).toMatchObject([{ seen: '2/2' }]);
  });

  it('may be unknown', () => {
    const unknown = {
      ...status.sites.aws,
      health: 'unknown' as const,
      targets: { healthy: 0, total: 0, reasons: {} },
    };
    const sites = { ...status.sites, aws: unknown };
    expect(wrongTargets({ ...status, sites }, asking, always({}))).toEqual([]);
  });
});
