import type { Weights } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { toServiceStatus, type StatusParts } from './serviceStatus';

const now = new Date('2026-11-22T12:00:00Z');

function status(
  changes: Partial<StatusParts> & {
    weights?: Weights;
    ruleTags?: Record<string, string>;
    alarms?: StatusParts['service']['alarms'];
    toldByAlarm?: StatusParts['service']['toldByAlarm'];
    holdTexts?: string[];
  } = {},
) {
  const { weights, ruleTags, alarms, toldByAlarm, holdTexts, ...parts } =
    changes;
  return toServiceStatus({
    entityRef: 'component:default/cart',
    platform: 'shop',
    service: serviceSnapshot({
      ruleTags: ruleTags ?? {},
      ...(weights && { weights }),
      alarms: alarms ?? [],
      toldByAlarm,
      holdTexts,
    }),
    windowMs: 180_000,
    shifts: {},
    info: { takenAt: now.toISOString(), ageSeconds: 0, stale: false },
    now,
    ...parts,
  });
}

const moved = { 'on-prem': 0, aws: 100 };

describe('drift', () => {
  it('is what neither the default nor the last shift explains', () => {
    expect(status({ weights: moved }).drift).toEqual({
      expected: { 'on-prem': 40, aws: 60 },
      actual: moved,
    });
    expect(
      status({
        weights: { 'on-prem': 1, aws: 1 },
        shifts: { settled: moved },
      }).drift,
    ).toEqual({ expected: moved, actual: { 'on-prem': 1, aws: 1 } });
  });

  it('is none while the view is older than the end of the last shift', () => {
    const seen = (endedAt: string) =>
      status({
        weights: { 'on-prem': 1, aws: 1 },
        shifts: {
          settled: moved,
          last: { endedAt } as StatusParts['shifts']['last'],
        },
      }).drift;
    expect(seen('2026-11-22T12:00:01.000Z')).toBeUndefined();
    expect(seen('2026-11-22T11:59:59.000Z')).toBeDefined();
  });

  it('is none at the default, even after a shift to elsewhere', () => {
    expect(status({ shifts: { settled: moved } }).drift).toBeUndefined();
  });

  it('is none where the last shift left the weights', () => {
    expect(
      status({ weights: moved, shifts: { settled: moved } }).drift,
    ).toBeUndefined();
  });

  it('is none while automation has moved the traffic', () => {
    const tags = {
      'hybrid-platform:automation': 'failed-over 2026-11-22T11:00:00Z',
    };
    const { drift, automation } = status({ weights: moved, ruleTags: tags });
    expect(drift).toBeUndefined();
    expect(automation?.state).toBe('failed-over');
  });
});

describe('a hold', () => {
  it.each([
    ['2026-11-22T12:00:01Z user:default/x', true],
    ['2026-11-22T12:00:00Z user:default/x', false],
    ['2026-11-22T11:00:00Z user:default/x', false],
    ['soon user:default/x', false],
    ['2026-11-22T13:00:00Z', true],
    ['2026-11-22T11:00:00Z', false],
    ['', false],
  ])('with the tag %j is in force: %s', (tag, held) => {
    const { hold } = status({ ruleTags: { 'hybrid-platform:hold': tag } });
    expect(hold !== undefined).toBe(held);
  });

  const own = '2026-11-22T13:00:00Z user:default/mia';
  const short = '2026-11-22T12:00:30Z user:default/sora';

  it.each([
    [[own, short], 'user:default/sora'],
    [[own, 'soon'], undefined],
    [[own], undefined],
    [undefined, undefined],
  ])(
    'of somebody on one rule is shown while a shift holds the others: %j',
    (holdTexts, by) => {
      const { hold } = status({
        ruleTags: { 'hybrid-platform:hold': own },
        holdTexts,
        shifts: { ownHolds: [own] },
      });
      expect(hold?.by).toBe(by);
    },
  );

  it('of several, none of which is a shift’s, is the one that lasts longest', () => {
    const { hold } = status({
      ruleTags: { 'hybrid-platform:hold': own },
      holdTexts: [short, own],
    });
    expect(hold?.by).toBe('user:default/mia');
  });
});

describe('a site', () => {
  const detail = (healthy: number, total: number, requests = [0, 0]) => ({
    targets: {
      'on-prem': { healthy, total, reasons: {} },
      aws: { healthy: 3, total: 3, reasons: {} },
    },
    traffic: {
      'on-prem': { requests: requests[0], errors: 0 },
      aws: { requests: requests[1], errors: 0 },
    },
  });

  it.each([
    [2, 2, 'healthy'],
    [1, 2, 'degraded'],
    [0, 2, 'unhealthy'],
    [0, 0, 'unhealthy'],
  ])('with %d of %d targets healthy is %s', (healthy, total, health) => {
    const { sites } = status({ detail: detail(healthy, total) });
    expect(sites['on-prem'].health).toBe(health);
  });

  it('has an actual share only when there were requests', () => {
    expect(
      status({ detail: detail(2, 2) }).sites.aws.actualShare,
    ).toBeUndefined();
    expect(status({ detail: detail(2, 2, [1, 3]) }).sites.aws.actualShare).toBe(
      75,
    );
  });

  it.each([
    ['ALARM', 'unhealthy'],
    ['OK', 'healthy'],
    ['INSUFFICIENT_DATA', 'unknown'],
  ] as const)('without detail and its alarm %s is %s', (state, health) => {
    const { sites } = status({
      toldByAlarm:
        state === 'INSUFFICIENT_DATA'
          ? {}
          : { 'on-prem': { name: 'a', healthy: state === 'OK' } },
    });
    expect(sites['on-prem'].health).toBe(health);
    expect(sites.aws.health).toBe('unknown');
  });

  it('is not healthy or down by alarms on anything else', () => {
    for (const state of ['OK', 'ALARM'] as const) {
      const { sites } = status({
        alarms: [{ name: 'errors', state, site: 'on-prem' }],
      });
      expect(sites['on-prem'].health).toBe('unknown');
    }
  });

  it('has no counts where nobody has counted, and other counts than none', () => {
    const { sites } = status({
      detail: { targets: { aws: { healthy: 0, total: 0, reasons: {} } } },
    });
    expect(sites['on-prem']).toMatchObject({ health: 'unknown' });
    expect(sites['on-prem']).not.toHaveProperty('targets');
    expect(sites.aws).toMatchObject({
      health: 'unhealthy',
      targets: { healthy: 0, total: 0 },
    });
  });

  it('has no requests, and not 0 of them, where nobody told', () => {
    const { sites } = status({ detail: { targets: {} } });
    for (const figure of ['requests', 'errors', 'actualShare']) {
      expect(sites.aws).not.toHaveProperty(figure);
    }
  });

  it('with both weights 0 has the share 0', () => {
    const { sites } = status({ weights: { 'on-prem': 0, aws: 0 } });
    expect(sites.aws.share).toBe(0);
  });
});
