import {
  SHOP_CONFIG,
  startBackend,
  type TestBackend,
} from '../__testUtils__/backend';
import {
  awsEnvironment,
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/platform';

const CART = '/services/default/component/cart';

/** A dialog asks for its plan again and again while it is open. */
describe('a plan that is asked for again', () => {
  let platform: TestPlatform;
  let backend: TestBackend;

  const plan = async () => {
    const answer = await backend.post(`${CART}/plans`, { kind: 'reset' });
    expect(answer.status).toBe(200);
  };

  beforeAll(async () => {
    platform = await startTestPlatform();
    Object.assign(process.env, awsEnvironment(platform.url));
    backend = await startBackend({
      hybrid: { ...SHOP_CONFIG, snapshot: { maxAge: { minutes: 10 } } },
    });
    await backend.get(CART);
    await plan();
  });

  beforeEach(() => {
    platform.forget();
    backend.audits.length = 0;
    backend.signals.length = 0;
    backend.auditor.createEvent.mockClear();
  });

  afterAll(async () => {
    await backend.stop();
    await platform.close();
  });

  it('asks AWS for the rule, its tags and the health of both sites, and remembers the replication', async () => {
    await plan();
    expect([...platform.calls()].sort()).toEqual([
      'DescribeRules',
      'DescribeTags',
      'DescribeTargetHealth',
      'DescribeTargetHealth',
    ]);
    platform.forget();
    await plan();
    expect(platform.calls()).toHaveLength(4);
  });

  it('is audited with low severity, so that it does not drown the shifts', async () => {
    await plan();
    expect(backend.auditor.createEvent).toHaveBeenCalledTimes(1);
    expect(backend.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'traffic-plan',
        severityLevel: 'low',
        meta: { entityRef: 'component:default/cart', kind: 'reset' },
      }),
    );
    expect(backend.audits).toEqual([
      { eventId: 'traffic-plan', outcome: 'success' },
    ]);
  });

  it('wakes nobody up and leaves nothing in the history', async () => {
    await plan();
    expect(backend.signals).toEqual([]);
    expect((await backend.get(`${CART}/shifts`)).body.items).toEqual([]);
  });
});
