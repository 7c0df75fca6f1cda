import {
  awsEnvironment,
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/platform';
import { startBackend, type TestBackend } from '../__testUtils__/backend';

describe('the platforms and services of a running backend', () => {
  let platform: TestPlatform;
  let backend: TestBackend;

  beforeAll(async () => {
    platform = await startTestPlatform();
    Object.assign(process.env, awsEnvironment(platform.url));
    backend = await startBackend();
  });

  afterAll(async () => {
    await backend.stop();
    await platform.close();
  });

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

  it('shows a platform with tunnels, replication and DNS', async () => {
    const { status, body } = await backend.get('/platforms/shop');
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
  });
});
