import { AwsError } from '@hybrid-platform/sandbox';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { withPlatform } from '../__testUtils__/withBackend';
import {
  startBackend,
  type TestBackend,
  type BackendOptions,
} from '../__testUtils__/backend';

const CART = '/services/default/component/cart';

/** A long time: what is not asked again within the test. */
const HOUR = { hours: 1 };

describe('AWS in trouble', () => {
  const platform = withPlatform();
  const backends: TestBackend[] = [];

  afterEach(async () => {
    platform.onCall(undefined);
    process.env.AWS_ENDPOINT_URL = platform.url;
    await Promise.all(backends.splice(0).map(backend => backend.stop()));
  });

  const start = async (options: BackendOptions = {}) => {
    const backend = await startBackend(options);
    backends.push(backend);
    platform.forget();
    return backend;
  };

  it.each([
    ['AKIAUNKNOWN1', 'aws-credentials-missing'],
    ['AKIAEXPIRED1', 'aws-credentials-expired'],
    ['AKIADENIED1', 'aws-access-denied'],
  ])('with the key %s is %s, on every route', async (accessKeyId, code) => {
    const backend = await start({ accessKeyId });
    const platforms = (await backend.get('/platforms')).body.items;
    expect(platforms).toEqual([
      {
        id: 'shop',
        accountId: '111122223333',
        region: 'ap-northeast-2',
        problem: {
          code,
          message: expect.stringContaining('account 111122223333'),
          remedy: expect.stringMatching(/\S/),
        },
      },
    ]);
    for (const path of ['/platforms/shop', CART]) {
      const { status, body } = await backend.get(path);
      expect(status).toBe(503);
      expect(body.error.problem.code).toBe(code);
    }
  });

  it('names the action that AWS denies', async () => {
    const backend = await start({ accessKeyId: 'AKIADENIED1' });
    const { body } = await backend.get(CART);
    expect(body.error.problem.message).toMatch(/AWS denied \S+:GetResources/);
  });

  it('that does not answer is aws-unreachable', async () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    const backend = await start();
    const { status, body } = await backend.get(CART);
    expect(status).toBe(503);
    expect(body.error.problem.code).toBe('aws-unreachable');
  });

  it.each([
    ['throttled', 'aws-throttled'],
    ['internal', 'aws-failed'],
  ] as const)(
    'that is %s keeps the last snapshot, marked %s with its age',
    async (error, code) => {
      const backend = await start();
      const before = (await backend.get(CART)).body;
      expect(before.snapshot.stale).toBe(false);

      platform.onCall(() => ({ error }));
      const { status, body } = await backend.get(CART);

      expect(status).toBe(200);
      expect(body.snapshot).toMatchObject({
        takenAt: before.snapshot.takenAt,
        stale: true,
        problem: { code },
      });
      expect(body.sites).toEqual(before.sites);

      platform.onCall(undefined);
      const after = (await backend.get(CART)).body.snapshot;
      expect(after.stale).toBe(false);
      expect(after.takenAt > before.snapshot.takenAt).toBe(true);
    },
    20_000,
  );

  it('for the detail alone answers with what is known', async () => {
    const backend = await start();
    platform.onCall(operation =>
      operation === 'DescribeTargetHealth' ? { error: 'internal' } : undefined,
    );
    const { status, body } = await backend.get(CART);
    expect(status).toBe(200);
    expect(body.sites.aws).toMatchObject({ weight: 60, share: 60 });
    expect(body.sites.aws.health).toBe('unknown');
    // Another service of AWS tells of the requests.
    expect(body.sites.aws.requests).toEqual(expect.any(Number));
    expect(body.snapshot).toMatchObject({
      stale: true,
      problem: { code: 'aws-failed' },
    });
  });

  it('for what surrounds the services does not say that there is none', async () => {
    const backend = await start();
    platform.onCall(operation =>
      ['DescribeVpnConnections', 'DescribeReplicationTasks'].includes(operation)
        ? { error: 'internal' }
        : undefined,
    );
    const { body } = await backend.get('/platforms/shop');
    expect(body).toMatchObject({
      tunnels: [],
      replications: [],
      notKnown: ['tunnels', 'replications'],
    });
    platform.onCall(undefined);
    const after = (await backend.get('/platforms/shop')).body;
    expect(after.tunnels).toHaveLength(2);
    expect(after.notKnown).toBeUndefined();
  });

  it('for the metrics alone still shows the targets', async () => {
    const backend = await start();
    platform.onCall(operation =>
      operation === 'GetMetricData'
        ? { error: new AwsError('AccessDenied', 'No', { status: 403 }) }
        : undefined,
    );
    const { body } = await backend.get(CART);
    expect(body.sites.aws).toMatchObject({
      health: 'healthy',
      targets: { healthy: 3, total: 3 },
    });
    expect(body.sites.aws).not.toHaveProperty('requests');
    expect(body.snapshot).toMatchObject({
      stale: true,
      problem: { code: 'aws-access-denied' },
    });
  });

  it('for the detail alone has the age of the detail that is left', async () => {
    const backend = await start();
    const before = (await backend.get(CART)).body;
    const answeredAt = Date.now();
    await until(
      () => Date.now(),
      now => now > answeredAt + 20,
    );
    platform.onCall(operation =>
      operation === 'DescribeTargetHealth' ? { error: 'internal' } : undefined,
    );
    const { body } = await backend.get(CART);
    expect(body.sites.aws.targets).toEqual(before.sites.aws.targets);
    expect(body.snapshot.stale).toBe(true);
    expect(Date.parse(body.snapshot.takenAt)).toBeLessThanOrEqual(answeredAt);
  });

  it('that is slow does not make what it said first look younger', async () => {
    const backend = await start();
    platform.onCall(operation =>
      operation === 'DescribeAlarms' ? { latencyMs: 300 } : undefined,
    );
    const askedAt = Date.now();
    const { body } = await backend.get(CART);
    expect(Date.parse(body.snapshot.takenAt)).toBeLessThan(askedAt + 200);
  });

  it('does not keep a plan from being honest: what is not known fails its rules', async () => {
    const backend = await start();
    await backend.get(CART);
    platform.onCall(operation =>
      operation === 'DescribeTargetHealth' ? { error: 'internal' } : undefined,
    );
    const { status, body } = await backend.post(`${CART}/plans`, {
      kind: 'failover',
      to: 'aws',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ allowed: false, forceable: true });
    const failed = body.rules.filter(
      ({ passed }: { passed: boolean }) => !passed,
    );
    expect(failed.map(({ id }: { id: string }) => id)).toEqual([
      'gaining-site-healthy',
      'never-dark',
    ]);
    for (const { explanation } of failed) {
      expect(explanation).toMatch(/aws .*is not known \(AWS failed/);
    }
  });

  it('that takes too long at first is snapshot-unavailable', async () => {
    const backend = await start({
      hybrid: {
        ...SHOP_CONFIG,
        snapshot: { timeout: { milliseconds: 50 }, maxAge: HOUR },
      },
    });
    platform.onCall(() => ({ latencyMs: 400 }));
    const { status, body } = await backend.get(CART);
    expect(status).toBe(503);
    expect(body.error.problem.code).toBe('snapshot-unavailable');
    // The look goes on, and is there for who asks later.
    await until(
      () => backend.get(CART),
      answer => answer.status === 200,
    );
  });

  it('is asked once however many ask the backend at the same time', async () => {
    const backend = await start({
      hybrid: {
        ...SHOP_CONFIG,
        snapshot: { maxAge: HOUR },
        detail: { maxAge: HOUR },
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => backend.get(CART)),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const count = (operation: string) =>
      platform.calls().filter(name => name === operation).length;
    expect({
      GetResources: count('GetResources'),
      DescribeRules: count('DescribeRules'),
      DescribeAlarms: count('DescribeAlarms'),
      DescribeTargetHealth: count('DescribeTargetHealth'),
      GetMetricData: count('GetMetricData'),
    }).toEqual({
      GetResources: 1,
      DescribeRules: 1,
      DescribeAlarms: 1,
      DescribeTargetHealth: 2,
      GetMetricData: 1,
    });
  });

  it('is not asked per service for the view of a platform', async () => {
    const backend = await start({
      hybrid: { ...SHOP_CONFIG, snapshot: { maxAge: HOUR } },
    });
    const { body } = await backend.get('/platforms/shop');
    expect(body.serviceStatuses).toHaveLength(6);
    // It looks at some of them in turn, however many there are.
    expect(
      platform.calls().filter(name => name === 'DescribeTargetHealth').length,
    ).toBeLessThanOrEqual(10);
    expect(
      platform.calls().filter(name => name === 'DescribeRules'),
    ).toHaveLength(1);
  });
});
