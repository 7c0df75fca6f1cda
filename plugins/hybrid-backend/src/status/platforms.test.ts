import { withBackend } from '../__testUtils__/withBackend';

// A busy machine starts a backend slowly.
jest.setTimeout(30_000);

describe('the platforms and services of a running backend', () => {
  const { platform, backend } = withBackend();

  it('lists the configured platform with its services counted', async () => {
    const { status, body } = await backend.get('/platforms');
    expect(body).toEqual({
      items: [
        {
          id: 'shop',
          accountId: '111122223333',
          region: 'ap-northeast-2',
          services: 6,
          snapshot: {
            takenAt: expect.any(String),
            ageSeconds: expect.any(Number),
            stale: false,
          },
        },
      ],
    });
    expect(status).toBe(200);
  });

  it('shows set weights, actual shares and the health of both sites', async () => {
    platform.serve('cart', 'on-prem', 30, 3);
    platform.serve('cart', 'aws', 70);
    platform.setHealthy('cart', 'on-prem', 1);

    const { body } = await backend.get('/services/default/component/cart');

    expect(body).toMatchObject({
      entityRef: 'component:default/cart',
      platform: 'shop',
      service: 'cart',
      windowSeconds: 180,
      sites: {
        'on-prem': {
          weight: 40,
          defaultWeight: 40,
          share: 40,
          actualShare: 30,
          requests: 30,
          errors: 3,
          health: 'degraded',
          targets: {
            healthy: 1,
            total: 2,
            reasons: { 'Target.FailedHealthChecks': 1 },
          },
        },
        aws: { weight: 60, actualShare: 70, health: 'healthy' },
      },
      snapshot: { stale: false },
    });
  });

  it('shows a platform with its services, tunnels, replication and DNS', async () => {
    platform.world.metrics.put(
      {
        namespace: 'AWS/DMS',
        name: 'CDCLatencyTarget',
        dimensions: {
          ReplicationInstanceIdentifier: 'shop-replication',
          ReplicationTaskIdentifier: [...platform.world.dms.tasks.values()][0]
            .resourceId,
        },
      },
      { at: platform.world.now() - 30_000, sum: 7, count: 1, min: 7, max: 7 },
    );

    const status = await backend.client().getPlatform('shop');

    expect(status.snapshot.problem).toBeUndefined();
    expect(status.serviceStatuses.map(({ service }) => service)).toEqual([
      'cart',
      'catalog',
      'order',
      'payment',
      'search',
      'storefront',
    ]);
    expect(status.serviceStatuses[0].sites['on-prem']).toMatchObject({
      weight: 40,
      actualShare: 30,
      requests: 30,
    });
    expect(status.tunnels).toHaveLength(2);
    expect(status.tunnels[0]).toEqual({
      connectionId: expect.stringMatching(/^vpn-/),
      outsideIpAddress: expect.stringMatching(/^[\d.]+$/),
      state: 'up',
      since: expect.any(String),
      message: expect.any(String),
    });
    expect(status.replications).toEqual([
      expect.objectContaining({
        id: 'shop-aws-to-on-prem',
        state: 'running',
        migrationType: 'full-load-and-cdc',
        fullLoadProgressPercent: 100,
        lagSeconds: 7,
      }),
    ]);
    expect(status.dns).toContainEqual({
      name: 'cart.shop.example.com',
      type: 'A',
      zone: expect.stringMatching(/^Z/),
      target: expect.stringMatching(/\.elb\.amazonaws\.com$/),
      health: 'unknown',
    });
  });

  it('leaves the services out for who only wants to know of what surrounds them', async () => {
    await backend.get('/platforms/shop');
    platform.forget();
    const { body } = await backend.get('/platforms/shop?services=none');
    expect(body).toMatchObject({
      services: 6,
      serviceStatuses: [],
      tunnels: [expect.anything(), expect.anything()],
    });
    // The replication's lag, and not the services' requests.
    expect(
      platform.calls().filter(name => name === 'GetMetricData'),
    ).toHaveLength(1);
  });

  it('knows no platform that is not configured', async () => {
    const { status, body } = await backend.get('/platforms/moon');
    expect(status).toBe(404);
    expect(body.error.problem.code).toBe('platform-unknown');
  });

  it('shows an alarm on other alarms as one of the service, of no site', async () => {
    platform.world.alarms.setState('shop-order-dark', 'ALARM', 'nobody serves');
    const { alarms, sites } = await backend
      .client()
      .getService('component:default/order');
    expect(alarms).toContainEqual({
      name: 'shop-order-dark',
      state: 'ALARM',
      description: 'No healthy target of order on either site',
      reason: 'nobody serves',
      since: expect.any(String),
    });
    expect(sites['on-prem'].health).toBe('healthy');
    expect(sites.aws.health).toBe('healthy');
  });

  it('shows alarms with the site that they watch', async () => {
    platform.world.alarms.setState(
      'shop-cart-on-prem-unhealthy',
      'ALARM',
      'no healthy target',
    );
    const { alarms } = await backend
      .client()
      .getService('component:default/cart');
    expect(alarms).toContainEqual({
      name: 'shop-cart-on-prem-unhealthy',
      state: 'ALARM',
      site: 'on-prem',
      description: expect.any(String),
      reason: 'no healthy target',
      since: expect.any(String),
    });
    expect(
      alarms.find(({ name }) => name.endsWith('request-surge'))?.site,
    ).toBeUndefined();
  });
});

describe('a backend without AWS configuration', () => {
  const { platform, backend } = withBackend({ accessKeyId: null });

  it('takes the credentials of its environment', async () => {
    const [shop] = await backend.client().getPlatforms();
    expect(shop.services).toBe(6);
    expect(platform.calls()).toContain('GetCallerIdentity');
  });
});
