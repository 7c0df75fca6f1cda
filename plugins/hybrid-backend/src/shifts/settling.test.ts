import {
  FINAL_SHIFT_STATES,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { withBackend, withPlatform } from '../__testUtils__/withBackend';
import { startBackend, type TestBackend } from '../__testUtils__/backend';

const CART = '/services/default/component/cart';

describe('a shift that comes soon after another', () => {
  const { platform, backend } = withBackend({
    hybrid: {
      ...SHOP_CONFIG,
      shift: { ...SHOP_CONFIG.shift, cooldown: { minutes: 2 } },
    },
  });

  const shift = async (path: string, request: object) => {
    const { status, body } = await backend.post(
      `${path}/shifts`,
      { reason: 'a test', ...request },
      { 'Idempotency-Key': randomUUID() },
    );
    if (status !== 202) return { status, body };
    const shifted = await until(
      async () => (await backend.get(`${path}/shifts/${body.id}`)).body,
      ({ state }: Shift) => FINAL_SHIFT_STATES.includes(state),
    );
    return { status, body: shifted };
  };
  const half = { kind: 'custom', weights: { 'on-prem': 50, aws: 50 } };

  it('waits for the cooldown, unless it is forced, a reset, or the way back', async () => {
    expect(
      (await shift(CART, { kind: 'failover', to: 'aws' })).body.state,
    ).toBe('succeeded');
    const { status, body } = await shift(CART, half);
    expect(status).toBe(409);
    expect(body.error.problem).toMatchObject({
      code: 'safety-rule-failed',
      message: expect.stringMatching(
        /The last shift has settled: .* the cooldown of 120 s has 1[12]\d s left/,
      ),
    });
    const forced = await shift(CART, { ...half, force: ['cooldown'] });
    expect(forced.body).toMatchObject({
      state: 'succeeded',
      forced: ['cooldown'],
    });
    const back = await shift(CART, { kind: 'failover', to: 'aws' });
    expect(back.body.state).toBe('succeeded');
    expect((await shift(CART, { kind: 'reset' })).body.state).toBe('succeeded');
  });

  it('need not wait for one that failed before it wrote, nor for another service’s', async () => {
    const order = '/services/default/component/order';
    platform.onCall(operation => {
      if (operation !== 'ModifyRule') return;
      platform.onCall(undefined);
      platform.setWeights('order', { 'on-prem': 1, aws: 1 });
    });
    platform.onCall(operation => {
      if (operation === 'AddTags') {
        platform.onCall(undefined);
        platform.setWeights('order', { 'on-prem': 7, aws: 3 });
      }
    });
    const { body } = await shift(order, { kind: 'failover', to: 'aws' });
    expect([body.state, body.problem?.code]).toEqual([
      'failed',
      'rule-changed',
    ]);
    expect((await shift(order, half)).body.state).toBe('succeeded');
  });
});

describe('a shift to the site that receives the data', () => {
  let backend: TestBackend;

  afterEach(() => backend.stop());
  const platform = withPlatform({ each: true });

  const plan = async (to: string) => {
    const { status, body } = await backend.post(`${CART}/plans`, {
      kind: 'failover',
      to,
    });
    expect(status).toBe(200);
    return body.rules.find(
      ({ id }: { id: string }) => id === 'replication-caught-up',
    );
  };
  const task = () => [...platform.world.dms.tasks.values()][0];

  it('says how many seconds of writes may be missing', async () => {
    backend = await startBackend();
    platform.setLag(12);
    expect(await plan('on-prem')).toMatchObject({
      passed: true,
      writesAtRiskSeconds: 12,
    });
    expect(await plan('aws')).toEqual(
      expect.not.objectContaining({ writesAtRiskSeconds: expect.anything() }),
    );
  });

  it('waits for the replication, and only in that direction', async () => {
    backend = await startBackend();
    platform.setLag(31);
    expect(await plan('on-prem')).toMatchObject({
      passed: false,
      forceable: true,
      writesAtRiskSeconds: 31,
      explanation: expect.stringContaining('at most 30 s are allowed'),
    });
    expect((await plan('aws')).passed).toBe(true);
  });

  it('waits for a replication that is stopped', async () => {
    backend = await startBackend();
    task().status = 'stopped';
    const rule = await plan('on-prem');
    expect(rule.explanation).toContain('is stopped');
    expect(rule).not.toHaveProperty('writesAtRiskSeconds');
  });

  it('obeys the limit of its platform before that of all', async () => {
    const { platforms, ...rest } = SHOP_CONFIG;
    backend = await startBackend({
      hybrid: {
        ...rest,
        replication: { maxLag: { seconds: 1 } },
        platforms: {
          shop: { ...platforms.shop, replication: { maxLag: { minutes: 1 } } },
        },
      },
    });
    platform.setLag(45);
    expect((await plan('on-prem')).passed).toBe(true);
    platform.setLag(61);
    expect((await plan('on-prem')).passed).toBe(false);
  });

  it('is refused while the replication cannot be looked up', async () => {
    backend = await startBackend();
    platform.onCall(operation =>
      operation === 'DescribeReplicationTasks'
        ? { error: 'internal' }
        : undefined,
    );
    const rule = await plan('on-prem');
    expect(rule).toMatchObject({
      passed: false,
      forceable: true,
      explanation: expect.stringContaining('cannot be looked up'),
    });
  });
});
