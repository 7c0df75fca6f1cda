import { SHOP_CONFIG } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';

/** A dialog asks for its plan again and again while it is open. */
describe('a plan that is asked for again', () => {
  const { platform, backend } = withBackend({
    hybrid: { ...SHOP_CONFIG, snapshot: { maxAge: { minutes: 10 } } },
  });

  const plan = async () => {
    const answer = await backend.post(`${CART}/plans`, { kind: 'reset' });
    expect(answer.status).toBe(200);
  };

  beforeAll(async () => {
    await backend.get(CART);
    await plan();
  });

  beforeEach(() => {
    platform.forget();
    backend.audits.length = 0;
    backend.signals.length = 0;
    backend.auditor.createEvent.mockClear();
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
