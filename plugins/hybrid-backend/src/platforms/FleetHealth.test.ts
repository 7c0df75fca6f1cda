import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { HybridError } from '../errors';
import type { ServiceDetail } from './detail';
import { FleetHealth } from './FleetHealth';
import { siteHealth } from './siteHealth';

const START = Date.parse('2026-11-22T12:00:00Z');
const REFRESH_MS = 10_000;
const SERVICES = 1_000;

/** A thousand services, of which metrics say for a minute and a half that all is well. */
function fleet(count = SERVICES) {
  let now = START;
  const down = new Set<Site>();
  let calls = 0;
  let fails = false;
  const services = Array.from({ length: count }, (_, n) =>
    serviceSnapshot({ name: `svc-${n}` }),
  );
  const health = new FleetHealth(
    {
      targets: async arn => {
        calls += 1;
        if (fails) {
          throw new HybridError({
            code: 'aws-throttled',
            message: 'No.',
            remedy: 'Wait.',
          });
        }
        const site = arn.endsWith('on-prem') ? 'on-prem' : 'aws';
        return { healthy: down.has(site) ? 0 : 2, total: 2, reasons: {} };
      },
    },
    () => new Date(now),
  );
  const wellByMetrics = (): Map<string, ServiceDetail> =>
    new Map(
      services.map(({ name }) => {
        const targets = { healthy: 2, total: 2, reasons: {} };
        const at = new Date(now - 90_000).toISOString();
        return [
          name,
          {
            targets: { 'on-prem': targets, aws: targets },
            healthAt: { 'on-prem': at, aws: at },
            traffic: {} as ServiceDetail['traffic'],
          },
        ];
      }),
    );
  return {
    health,
    down,
    services,
    fail: (is: boolean) => {
      fails = is;
    },
    calls: () => calls,
    refresh: async () => {
      now += REFRESH_MS;
      calls = 0;
      return health.refresh(services, wellByMetrics());
    },
  };
}

describe('the health of a thousand services', () => {
  it('shows a site that is lost at the next refresh, by ten calls', async () => {
    const { health, down, refresh, calls } = fleet();
    await refresh();
    expect(health.sites()['on-prem']).toMatchObject({ down: 0 });
    down.add('on-prem');
    await refresh();
    expect(calls()).toBe(10);
    const { 'on-prem': onPrem, aws } = health.sites();
    expect(onPrem!.looked).toBe(5);
    expect(onPrem!.down).toBe(onPrem!.looked);
    expect(aws!.down).toBe(0);
  });

  it('has what was looked at as of then, and the others as of their metrics', async () => {
    const { down, refresh } = fleet();
    down.add('on-prem');
    const details = [...(await refresh()).values()];
    const seen = details.filter(
      ({ targets }) => targets['on-prem']!.healthy === 0,
    );
    expect(seen.length).toBeGreaterThan(0);
    for (const { healthAt } of seen) {
      expect(Date.parse(healthAt!['on-prem']!)).toBe(START + REFRESH_MS);
    }
    const [other] = details.filter(each => !seen.includes(each));
    expect(Date.parse(other.healthAt!['on-prem']!)).toBe(
      START + REFRESH_MS - 90_000,
    );
  });

  it('says of a site that is lost nothing that was counted before', async () => {
    const { down, services, refresh } = fleet();
    await refresh();
    down.add('on-prem');
    const details = await refresh();
    const healths = services.map(
      service =>
        siteHealth('on-prem', service, details.get(service.name)).health,
    );
    const count = (health: string) =>
      healths.filter(each => each === health).length;
    expect(count('healthy')).toBe(0);
    expect(count('unhealthy')).toBe(5);
    expect(count('unknown')).toBe(SERVICES - 5);
    // The other site is as it was.
    expect(
      siteHealth('aws', services[999], details.get('svc-999')).health,
    ).toBe('healthy');
  });

  it('looks then mainly at what it has not looked at since', async () => {
    const { health, down, refresh } = fleet();
    down.add('on-prem');
    for (let n = 0; n < 3; n += 1) await refresh();
    const details = [...(await refresh()).values()];
    const seen = details.filter(
      ({ targets }) => targets['on-prem']!.healthy === 0,
    );
    expect(seen.length).toBeGreaterThanOrEqual(5 + 3 * 6);
    const looks = health.sites()['on-prem']!;
    expect(looks.down).toBe(looks.looked);
  });

  it('believes the metrics again once something serves there', async () => {
    const { down, services, refresh } = fleet();
    down.add('on-prem');
    await refresh();
    down.clear();
    const details = await refresh();
    const other = services[500];
    expect(siteHealth('on-prem', other, details.get(other.name)).health).toBe(
      'healthy',
    );
  });

  it('leaves to the pages of a thousand ringing alarms what they take', async () => {
    const { health, down, services, refresh, calls } = fleet();
    down.add('on-prem');
    await refresh();
    for (const service of services) {
      service.alarms = [
        { name: service.name, site: 'on-prem', state: 'ALARM' },
      ];
    }
    await refresh();
    expect(calls()).toBe(4);
    const looks = health.sites()['on-prem']!;
    expect(looks.looked).toBeGreaterThanOrEqual(3);
    expect(looks.down).toBe(looks.looked);
  });

  it('shows at the next refresh that the other site is lost, too, though a thousand alarms ring', async () => {
    const { health, down, services, refresh, calls } = fleet();
    for (const service of services) {
      service.alarms = [{ name: service.name, site: 'aws', state: 'ALARM' }];
      service.toldByAlarm = { aws: { name: service.name, healthy: false } };
    }
    down.add('aws');
    for (let n = 0; n < 3; n += 1) await refresh();
    down.add('on-prem');
    const details = await refresh();
    expect(calls()).toBe(4);
    expect(health.sites()['on-prem']).toMatchObject({ looked: 3, down: 3 });
    const other = services[500];
    expect(siteHealth('on-prem', other, details.get(other.name)).health).toBe(
      'unknown',
    );
  });

  it('goes on seeing that it is, after a night in which all of it was looked at, and hardly any of the other site', async () => {
    const { health, down, services, refresh } = fleet();
    for (const service of services) {
      service.alarms = [{ name: service.name, site: 'aws', state: 'ALARM' }];
      service.toldByAlarm = { aws: { name: service.name, healthy: false } };
    }
    down.add('aws');
    for (let n = 0; n < 340; n += 1) await refresh();
    down.add('on-prem');
    await refresh();
    // Then the metrics tell.
    for (let n = 0; n < 8; n += 1) {
      const details = await refresh();
      const looks = health.sites()['on-prem']!;
      expect(looks.looked).toBeGreaterThanOrEqual(3);
      expect(looks.down).toBe(looks.looked);
      const healths = services.map(
        service =>
          siteHealth('on-prem', service, details.get(service.name)).health,
      );
      expect(healths).not.toContain('healthy');
    }
  });

  it('looks at all of a smaller platform that the calls are left for, once some are found down', async () => {
    const { down, services, refresh, calls } = fleet(200);
    await refresh();
    expect(calls()).toBe(10);
    down.add('on-prem');
    const unhealthy = async () => {
      const details = await refresh();
      expect(calls()).toBeLessThanOrEqual(42);
      return services.filter(
        service =>
          siteHealth('on-prem', service, details.get(service.name)).health ===
          'unhealthy',
      ).length;
    };
    expect(await unhealthy()).toBeGreaterThanOrEqual(35);
    for (let n = 0; n < 4; n += 1) await unhealthy();
    expect(await unhealthy()).toBe(200);
    // Nothing is news any more.
    await refresh();
    expect(calls()).toBe(10);
  });

  it('sees that services which were down are well again', async () => {
    const { health, down, refresh } = fleet();
    down.add('on-prem');
    await refresh();
    down.clear();
    for (let n = 0; n < 4; n += 1) await refresh();
    expect(health.sites()['on-prem']!.down).toBe(0);
  });

  it('stays that of the metrics while AWS does not let us look', async () => {
    const { fail, refresh, health } = fleet();
    fail(true);
    const details = await refresh();
    expect(details.size).toBe(SERVICES);
    expect(health.sites()).toEqual({});
  });
});
