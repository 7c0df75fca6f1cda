import type {
  Evacuation,
  EvacuationRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import { until } from '@hybrid-platform/sandbox/testing';
import { randomUUID } from 'node:crypto';
import { SERVICES } from '../__testUtils__/services';
import { withBackend } from '../__testUtils__/withBackend';

const ALL_AWS = { 'on-prem': 0, aws: 100 };
const OFF: EvacuationRequest = {
  off: 'on-prem',
  reason: 'The data centre floods',
};

jest.setTimeout(30_000);

describe('an evacuation of services that are on two load balancers', () => {
  const { platform, backend } = withBackend(
    {},
    { each: true, alsoOn: ['internal'] },
  );

  const plan = () =>
    backend.client().planEvacuation('shop', { off: 'on-prem' });
  const evacuate = async (): Promise<Evacuation> => {
    const { id } = await backend
      .client()
      .evacuate('shop', OFF, { idempotencyKey: randomUUID() });
    return until(
      () => backend.client().getEvacuation('shop', id),
      ({ state }) => state === 'completed',
      20_000,
    );
  };
  const states = ({ items }: Evacuation) =>
    Object.fromEntries(items.map(({ service, state }) => [service, state]));
  const weights = (service: string) =>
    platform
      .ruleArns(service)
      .map((_, rule) => platform.weights(service, rule));

  it('moves every rule of every service, while the tag index lies', async () => {
    platform.index({
      keepDeleted: 3,
      lagSeconds: 30,
      hide: ['cart', 'order/aws', 'payment'],
    });
    const { counts } = await evacuate();
    expect(counts.succeeded).toBe(SERVICES.length);
    for (const service of SERVICES) {
      expect(weights(service)).toEqual([ALL_AWS, ALL_AWS]);
    }
  });

  it('moves one of which a rule has left the site and another has not', async () => {
    platform.setWeights('cart', ALL_AWS, 0);
    const { items } = await plan();
    expect(items.find(({ service }) => service === 'cart')).toMatchObject({
      verdict: 'shift',
      from: { 'on-prem': 40, aws: 60 },
    });
    expect(states(await evacuate()).cart).toBe('succeeded');
    expect(weights('cart')).toEqual([ALL_AWS, ALL_AWS]);
  });

  it('moves one whose rules are replaced while it waits for its turn', async () => {
    await plan();
    let replaced = false;
    platform.onCall(operation => {
      if (operation === 'ModifyRule' && !replaced) {
        replaced = true;
        platform.replaceRule('search');
        platform.replaceRule('storefront');
      }
      return undefined;
    });
    const { counts } = await evacuate();
    expect(counts.succeeded).toBe(SERVICES.length);
    expect(weights('search')).toEqual([ALL_AWS, ALL_AWS]);
  });

  it('tells of one that AWS refuses, and moves the others', async () => {
    const [, internal] = platform.ruleArns('cart');
    platform.onCall((operation, input) =>
      operation === 'ModifyRule' && JSON.stringify(input).includes(internal)
        ? { error: new AwsError('AccessDenied', 'Not that', { status: 403 }) }
        : undefined,
    );
    const evacuation = await evacuate();
    const { cart, ...others } = states(evacuation);
    expect(cart).toBe('failed');
    expect(new Set(Object.values(others))).toEqual(new Set(['succeeded']));
    expect(weights('cart')).toEqual([
      { 'on-prem': 40, aws: 60 },
      { 'on-prem': 40, aws: 60 },
    ]);
  });
});

describe('an evacuation that says what its plan was made from', () => {
  const { platform, backend } = withBackend({}, { each: true });

  const planned = async () => {
    const { items } = await backend
      .client()
      .planEvacuation('shop', { off: 'on-prem' });
    return items.map(({ service, from }) => ({ service, from }));
  };
  const start = (given: unknown) =>
    backend.post(
      '/platforms/shop/evacuations',
      { ...OFF, planned: given },
      { 'Idempotency-Key': randomUUID() },
    );

  it('is taken as long as the world is as it was, or has moved the same way', async () => {
    const given = await planned();
    platform.setWeights('cart', ALL_AWS);
    expect((await start(given)).status).toBe(202);
  });

  it('is refused with the new plan when somebody has moved a service there since', async () => {
    const given = await planned();
    platform.setWeights('cart', { 'on-prem': 100, aws: 0 });
    const { status, body } = await start(given);
    expect(status).toBe(409);
    expect(body.error.problem.message).toMatch(/out of date: cart/);
    const cart = body.error.evacuationPlan.items.find(
      ({ service }: { service: string }) => service === 'cart',
    );
    expect(cart.from).toEqual({ 'on-prem': 100, aws: 0 });
    expect(platform.weights('order')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('is taken where what could not be read then can be now', async () => {
    const given = (await planned()).map(one =>
      one.service === 'cart' ? { ...one, from: { 'on-prem': 0, aws: 0 } } : one,
    );
    expect((await start(given)).status).toBe(202);
  });

  it('is refused when there is a service that the plan did not have', async () => {
    const given = (await planned()).filter(({ service }) => service !== 'cart');
    const { status, body } = await start(given);
    expect(status).toBe(409);
    expect(body.error.problem.message).toMatch(/out of date: cart/);
  });
});
