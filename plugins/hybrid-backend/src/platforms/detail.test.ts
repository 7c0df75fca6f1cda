import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import type { MetricPoint, MetricQuery } from '../aws/cloudWatch';
import type { PlatformAws } from '../aws/PlatformAws';
import { readFleetDetail } from './detail';

const MINUTE = Date.UTC(2026, 10, 22, 12, 0);
const WINDOW = {
  from: new Date(MINUTE - 120_000),
  to: new Date(MINUTE + 20_000),
};
const point = (minute: number, value: number): MetricPoint => ({
  at: MINUTE + minute * 60_000,
  value,
});

function withGroups() {
  const service = serviceSnapshot();
  service.rules[0].targetGroups['on-prem'] =
    'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:targetgroup/on-prem/1';
  service.rules[0].targetGroups.aws =
    'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:targetgroup/aws/2';
  return service;
}

/** What is known of on-prem from these series; the newest point of each comes first. */
async function onPrem(
  healthy: MetricPoint[] | undefined,
  unhealthy: MetricPoint[] | undefined,
) {
  const asked: MetricQuery[] = [];
  const aws = {
    metricSeries: async (queries: MetricQuery[]) => {
      asked.push(...queries);
      return queries.map(({ name, dimensions }) => {
        if (!dimensions.TargetGroup.includes('on-prem')) return [];
        if (name === 'HealthyHostCount') return healthy;
        return name === 'UnHealthyHostCount' ? unhealthy : [];
      });
    },
  } as Pick<PlatformAws, 'metricSeries'> as PlatformAws;
  const service = withGroups();
  const detail = (await readFleetDetail(aws, [service], WINDOW)).get('cart')!;
  return {
    asked,
    targets: detail.targets['on-prem'],
    since: detail.measuredSince?.['on-prem'],
    at: detail.healthAt?.['on-prem'],
  };
}
const iso = (seconds: number) =>
  new Date(MINUTE + seconds * 1000).toISOString();

describe('the targets of a service as metrics tell of them', () => {
  it('are the worst of the newest minute, never an average', async () => {
    const { asked, targets } = await onPrem(
      [point(-1, 0), point(-2, 2)],
      [point(-1, 2), point(-2, 0)],
    );
    expect(targets).toMatchObject({ healthy: 0, total: 2 });
    const statistics = asked
      .filter(({ name }) => name.endsWith('HostCount'))
      .map(({ name, statistic }) => `${name} ${statistic}`);
    expect([...new Set(statistics)]).toEqual([
      'HealthyHostCount Minimum',
      'UnHealthyHostCount Maximum',
    ]);
  });

  it('are no sum of two minutes', async () => {
    const late = await onPrem([point(-2, 2)], [point(-1, 2), point(-2, 0)]);
    expect(late.targets).toMatchObject({ healthy: 2, total: 2 });
    expect(late.at).toBe(iso(-60));
    const early = [point(-1, 1), point(-2, 2)];
    expect((await onPrem(early, [point(-2, 0)])).targets).toMatchObject({
      healthy: 2,
      total: 2,
    });
  });

  it('are none healthy as soon as that is known', async () => {
    const found = await onPrem([point(-1, 0), point(-2, 2)], [point(-2, 0)]);
    expect(found.targets).toMatchObject({ healthy: 0, total: 2 });
    expect(found.at).toBe(iso(0));
  });

  it('are not known where nothing tells how many are healthy', async () => {
    expect((await onPrem([], [point(-1, 2)])).targets).toBeUndefined();
  });

  it('are not known, and not 0, where CloudWatch does not answer', async () => {
    const some = [point(-1, 2)];
    expect((await onPrem(undefined, some)).targets).toBeUndefined();
    expect((await onPrem(some, undefined)).targets).toBeUndefined();
  });

  it('are as of the end of that minute, and of now while it is not over', async () => {
    const over = await onPrem([point(-1, 2)], [point(-1, 0)]);
    expect(over).toMatchObject({ since: iso(-60), at: iso(0) });
    const running = await onPrem([point(0, 2)], [point(0, 0)]);
    expect(running).toMatchObject({ since: iso(0), at: iso(20) });
  });
});
