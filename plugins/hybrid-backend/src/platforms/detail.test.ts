import { HybridError } from '../errors';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import type { MetricPoint, MetricQuery } from '../aws/cloudWatch';
import type { PlatformAws } from '../aws/PlatformAws';
import { readDetail, readFleetDetail, trafficQueries } from './detail';

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

const SERVICE = withGroups();
const problem = (code: 'aws-access-denied' | 'aws-throttled') =>
  new HybridError({ code, message: 'No.', remedy: 'Yes.' });

describe('the detail of a service', () => {
  const read = (aws: Partial<PlatformAws>) =>
    readDetail(
      {
        targets: async () => ({ healthy: 2, total: 2, reasons: {} }),
        metrics: async () => trafficQueries(SERVICE.rules).map(() => [7]),
        ...aws,
      } as PlatformAws,
      SERVICE,
      WINDOW,
    );

  it('has 0 requests where CloudWatch has none', async () => {
    const { traffic } = await read({
      metrics: async queries => queries.map(() => []),
    });
    expect(traffic!.aws).toEqual({ requests: 0, errors: 0 });
  });

  it('has the targets where the metrics may not be read, and says why', async () => {
    const {
      targets,
      traffic,
      problem: why,
    } = await read({
      metrics: () => Promise.reject(problem('aws-access-denied')),
    });
    expect(targets.aws?.healthy).toBe(2);
    expect(traffic).toBeUndefined();
    expect(why?.code).toBe('aws-access-denied');
  });

  it('has no traffic where CloudWatch does not answer for a part of it', async () => {
    const {
      targets,
      traffic,
      problem: why,
    } = await read({
      metrics: async queries =>
        queries.map((_, index) => (index ? [1] : undefined)),
    });
    expect(targets.aws?.healthy).toBe(2);
    expect(traffic).toBeUndefined();
    expect(why?.message).toContain('not known');
  });

  it('has what is left where the targets of a site may not be read', async () => {
    const { targets, traffic } = await read({
      targets: async arn => {
        if (arn.includes('aws')) throw problem('aws-access-denied');
        return { healthy: 2, total: 2, reasons: {} };
      },
    });
    expect(targets).toEqual({});
    expect(traffic!.aws.requests).toBe(7);
  });

  it('is left as it was looked up last where AWS is only busy', async () => {
    await expect(
      read({ metrics: () => Promise.reject(problem('aws-throttled')) }),
    ).rejects.toMatchObject({ problem: { code: 'aws-throttled' } });
  });
});
