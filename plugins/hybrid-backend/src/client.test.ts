import {
  FINAL_SHIFT_STATES,
  problemOf,
  type HybridClient,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import { until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from './__testUtils__/withBackend';

const CART = 'component:default/cart';

describe('HybridClient against the backend', () => {
  let client: HybridClient;

  const { backend } = withBackend();

  beforeAll(() => {
    client = backend.client();
  });

  it('reads platforms and services', async () => {
    const [shop] = await client.getPlatforms();
    expect(shop.id).toBe('shop');
    expect((await client.getPlatform('shop')).serviceStatuses).toHaveLength(6);
    expect((await client.getService(CART)).service).toBe('cart');
    expect((await client.getService('Component:cart')).service).toBe('cart');
  });

  it('plans, shifts, follows the shift, and pages through the history', async () => {
    const plan = await client.plan(CART, { kind: 'failover', to: 'on-prem' });
    expect(plan.allowed).toBe(true);

    const failOver = async (to: Site) => {
      const { id } = await client.shift(
        CART,
        { kind: 'failover', to, reason: `all to ${to}` },
        { idempotencyKey: randomUUID() },
      );
      const done = await until(
        () => client.getShift(CART, id),
        ({ state }) => FINAL_SHIFT_STATES.includes(state),
      );
      expect(done.state).toBe('succeeded');
    };
    await failOver('aws');
    await failOver('on-prem');
    await failOver('aws');

    const first = await client.getShifts(CART, { limit: 2 });
    const second = await client.getShifts(CART, {
      limit: 2,
      cursor: first.nextCursor,
    });
    expect(
      [...first.items, ...second.items].map(({ reason }) => reason),
    ).toEqual(['all to aws', 'all to on-prem', 'all to aws']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('throws the status and the problem of a refusal', async () => {
    const error = await client
      .shift(
        CART,
        { kind: 'reset', reason: 'x'.repeat(10_000) },
        { idempotencyKey: randomUUID() },
      )
      .catch(e => e);
    expect(error.statusCode).toBe(400);
    expect(problemOf(error)).toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining("'reason'"),
    });
  });

  it('knows no problem in an error of another kind', () => {
    expect(problemOf(new Error('something else'))).toBeUndefined();
    expect(problemOf(null)).toBeUndefined();
  });

  it('can be aborted', async () => {
    await expect(
      client.getPlatforms({ signal: AbortSignal.abort() }),
    ).rejects.toThrow(/abort/i);
  });
});
