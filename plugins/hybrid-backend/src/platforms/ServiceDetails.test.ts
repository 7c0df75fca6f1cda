import type { PlatformAws } from '../aws/PlatformAws';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { HybridError } from '../errors';
import { trafficQueries } from './detail';
import { ServiceDetails } from './ServiceDetails';

const START = Date.parse('2026-11-22T12:00:00Z');
const SERVICE = serviceSnapshot({ name: 'cart' });
const WINDOW = { from: new Date(START - 60_000), to: new Date(START) };
const fails = (code: 'aws-access-denied' | 'aws-throttled' | 'aws-failed') =>
  Promise.reject(new HybridError({ code, message: 'No.', remedy: 'Yes.' }));

describe('the detail of a service', () => {
  const WELL = {
    platform: { id: 'shop' },
    targets: async () => ({ healthy: 2, total: 2, reasons: {} }),
    metrics: async () => trafficQueries(SERVICE.rules).map(() => [7]),
  };
  const reader = () => {
    let now = START;
    const details = new ServiceDetails({
      maxAgeMs: 1_000,
      now: () => new Date(now),
    });
    return async (aws: Partial<PlatformAws> = {}) => {
      now += 5_000;
      const { detail, parts } = await details.get(
        { ...WELL, ...aws } as PlatformAws,
        SERVICE,
        WINDOW,
      );
      const [problem] = parts.flatMap(part => part.problem ?? []);
      return { ...detail, problem };
    };
  };

  it('has 0 requests where CloudWatch has none', async () => {
    const { traffic } = await reader()({
      metrics: async queries => queries.map(() => []),
    });
    expect(traffic!.aws).toEqual({ requests: 0, errors: 0 });
  });

  it('has no traffic where CloudWatch does not answer for a part of it', async () => {
    const { targets, traffic, problem } = await reader()({
      metrics: async queries =>
        queries.map((_, index) => (index ? [1] : undefined)),
    });
    expect(targets.aws?.healthy).toBe(2);
    expect(traffic).toBeUndefined();
    expect(problem?.message).toContain('not known');
  });

  it.each(['aws-access-denied', 'aws-throttled', 'aws-failed'] as const)(
    'has what the others tell where one of its parts is %s, and says why',
    async code => {
      const noMetrics = await reader()({ metrics: () => fails(code) });
      expect(noMetrics.targets.aws?.healthy).toBe(2);
      expect(noMetrics.traffic).toBeUndefined();
      expect(noMetrics.problem?.code).toBe(code);

      const noTargets = await reader()({
        targets: arn => (arn.includes('aws') ? fails(code) : WELL.targets()),
      });
      expect(Object.keys(noTargets.targets)).toEqual(['on-prem']);
      expect(noTargets.traffic!.aws.requests).toBe(7);
      expect(noTargets.problem?.code).toBe(code);
    },
  );

  it('keeps what a part told last, with the time that it is of', async () => {
    const read = reader();
    await read();
    const { targets, measuredSince, traffic } = await read({
      targets: arn =>
        arn.includes('aws')
          ? fails('aws-throttled')
          : Promise.resolve({ healthy: 1, total: 2, reasons: {} }),
    });
    expect(targets).toMatchObject({
      'on-prem': { healthy: 1 },
      aws: { healthy: 2 },
    });
    expect(measuredSince).toEqual({ aws: '2026-11-22T12:00:05.000Z' });
    expect(traffic!.aws.requests).toBe(7);
  });
});
