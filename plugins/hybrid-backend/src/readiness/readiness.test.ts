import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';

describe('readiness', () => {
  const { platform, backend } = withBackend({}, { each: true });

  const evaluate = () => backend.runTask('evaluate-readiness');
  const ofCart = async () => (await backend.get(CART)).body.readiness;
  const failed = async () => {
    const { aws, ...rest } = await ofCart();
    const ids = (site: { failed: { id: string }[] }) =>
      site.failed.map(({ id }) => id);
    return { aws: ids(aws), 'on-prem': ids(rest['on-prem']) };
  };

  it('is not told before it was asked', async () => {
    const { status, body } = await backend.get(CART);
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('readiness');
  });

  it('is told of each site, on the service and on its platform', async () => {
    await evaluate();
    const ready = { ready: true, failed: [], checkedAt: expect.any(String) };
    expect(await ofCart()).toEqual({ 'on-prem': ready, aws: ready });
    const { body } = await backend.get('/platforms/shop');
    expect(body.serviceStatuses).toHaveLength(6);
    for (const { readiness } of body.serviceStatuses) {
      expect(readiness).toEqual({ 'on-prem': ready, aws: ready });
    }
  });

  it('tells which site could not take all traffic, and why', async () => {
    platform.setHealthy('cart', 'aws', 0);
    await evaluate();
    expect(await failed()).toEqual({
      aws: ['gaining-site-healthy', 'never-dark'],
      'on-prem': [],
    });
    expect((await ofCart()).aws).toMatchObject({
      ready: false,
      failed: [
        { remedy: expect.stringMatching(/\S/), forceable: true },
        { explanation: expect.stringContaining('aws has 0 of') },
      ],
    });
  });

  it('never contradicts the health beside it, however long ago it was asked', async () => {
    await evaluate();
    platform.setHealthy('cart', 'on-prem', 0);
    const { body } = await backend.get(CART);
    expect(body.sites['on-prem'].health).toBe('unhealthy');
    expect(body.readiness['on-prem']).toMatchObject({
      ready: false,
      failed: [{ id: 'gaining-site-healthy' }, { id: 'never-dark' }],
    });
    expect(body.readiness.aws.ready).toBe(true);

    platform.setHealthy('cart', 'on-prem');
    const well = (await backend.get(CART)).body;
    expect(well.sites['on-prem'].health).toBe('healthy');
    expect(well.readiness['on-prem'].ready).toBe(true);
  });

  it('does so on the platform’s page, too', async () => {
    await evaluate();
    platform.putHosts('cart', 'on-prem', { healthy: 0, unhealthy: 2 });
    platform.setHealthy('cart', 'on-prem', 0);
    const cart = (
      await backend.get('/platforms/shop')
    ).body.serviceStatuses.find(
      ({ service }: { service: string }) => service === 'cart',
    );
    expect(cart.sites['on-prem'].health).toBe('unhealthy');
    expect(cart.readiness['on-prem'].ready).toBe(false);
  });

  it('is asked again soon after the replication falls behind', async () => {
    await evaluate();
    platform.setLag(3_600);
    await evaluate();
    const { body } = await backend.get(CART);
    expect(
      body.readiness['on-prem'].failed.map(({ id }: { id: string }) => id),
    ).toContain('replication-caught-up');
  });

  it('tells that somebody holds the service', async () => {
    platform.setRuleTag(
      'cart',
      HYBRID_TAGS.hold,
      '2999-01-01T00:00:00.000Z user:default/other',
    );
    await evaluate();
    expect(await failed()).toEqual({
      aws: ['not-held'],
      'on-prem': ['not-held'],
    });
  });

  it('is asked again only when it is old, or something happened to the service', async () => {
    await evaluate();
    const first = await ofCart();
    platform.forget();
    await evaluate();
    expect(platform.calls()).not.toContain('DescribeTargetHealth');
    expect(await ofCart()).toEqual(first);

    await backend.put(`${CART}/hold`, { durationSeconds: 60, reason: 'why' });
    platform.forget();
    await evaluate();
    expect(
      platform.calls().filter(call => call === 'DescribeTargetHealth'),
    ).toHaveLength(2);
    expect(await failed()).toEqual({
      aws: ['not-held'],
      'on-prem': ['not-held'],
    });
  });

  it('leaves AWS alone as soon as it throttles, and goes on in the next run', async () => {
    let asked = 0;
    platform.onCall(operation => {
      if (operation !== 'DescribeTargetHealth') return undefined;
      asked += 1;
      return { error: 'throttled' };
    });
    await evaluate();
    // Two calls of one service, with the SDK's own tries.
    expect(asked).toBeLessThanOrEqual(6);
    expect(await ofCart()).toBeUndefined();
    platform.onCall(undefined);
    await evaluate();
    expect((await ofCart()).aws.ready).toBe(true);
  });
});
