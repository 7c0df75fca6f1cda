import type { TargetCounts } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { siteHealth } from './siteHealth';

const at = (second: number) =>
  new Date(Date.UTC(2026, 10, 22, 12, 0, second)).toISOString();
const counts = (healthy: number, total = 2): TargetCounts => ({
  healthy,
  total,
  reasons: {},
});
const onPrem = (
  service: Partial<Parameters<typeof siteHealth>[1]>,
  detail?: Parameters<typeof siteHealth>[2],
) => siteHealth('on-prem', service, detail);

describe('the health of a site', () => {
  it('is that of its targets, and as old as they', () => {
    expect(
      onPrem(
        {},
        {
          targets: { 'on-prem': counts(1) },
          healthAt: { 'on-prem': at(10) },
        },
      ),
    ).toEqual({ health: 'degraded', targets: counts(1), healthAt: at(10) });
  });

  it.each([
    ['since the targets were looked at', 11, 'unhealthy'],
    ['since before they were', 9, 'healthy'],
  ])('with an alarm that rings %s', (_, since, health) => {
    const found = onPrem(
      { hostAlarms: { 'on-prem': at(since) } },
      { targets: { 'on-prem': counts(2) }, healthAt: { 'on-prem': at(10) } },
    );
    expect(found.health).toBe(health);
    expect(found.healthAt).toBe(at(health === 'unhealthy' ? since : 10));
    expect(found.targets === undefined).toBe(health === 'unhealthy');
  });

  it('is that of an alarm that rings within the minute that a metric tells of', () => {
    const found = onPrem(
      { hostAlarms: { 'on-prem': at(30) } },
      {
        targets: { 'on-prem': counts(2) },
        measuredSince: { 'on-prem': at(0) },
        healthAt: { 'on-prem': at(45) },
      },
    );
    expect(found).toEqual({ health: 'unhealthy', healthAt: at(30) });
  });

  it('is not known of a site that seems lost since it was counted', () => {
    const found = onPrem(
      { toldByAlarm: { 'on-prem': { name: 'a', healthy: true } } },
      {
        targets: { 'on-prem': counts(2) },
        healthAt: { 'on-prem': at(0) },
        doubted: ['on-prem'],
      },
    );
    expect(found).toEqual({ health: 'unknown', healthAt: at(0) });
  });

  it.each([
    ['that has no healthy host', { name: 'a', healthy: false }, 'unhealthy'],
    ['that has one', { name: 'a', healthy: true }, 'healthy'],
    ['of which nothing tells', undefined, 'unknown'],
  ])('is by its alarm that of a site %s, where nobody counted', (...row) => {
    const [, told, health] = row;
    expect(
      onPrem({ ...(told && { toldByAlarm: { 'on-prem': told } }) }),
    ).toEqual({ health });
  });
});
