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

  /** By how much the lag in the rule's words was measured before the plan. */
  const ageOf = ({ explanation }: { explanation: string }) =>
    Number(/measured (\d+) s ago/.exec(explanation)![1]);

  it('says how many seconds of writes may be missing: the lag, and its age', async () => {
    backend = await startBackend();
    platform.setLag(12);
    const rule = await plan('on-prem');
    expect(rule.passed).toBe(true);
    expect(rule.writesAtRiskSeconds).toBeCloseTo(12 + ageOf(rule), 0);
    expect(await plan('aws')).toEqual(
      expect.not.objectContaining({ writesAtRiskSeconds: expect.anything() }),
    );
  });

  it('waits for the replication, and only in that direction', async () => {
    backend = await startBackend();
    platform.setLag(31);
    const rule = await plan('on-prem');
    expect(rule).toMatchObject({
      passed: false,
      forceable: true,
      explanation: expect.stringContaining('at most 30 s are allowed'),
    });
    expect(rule.writesAtRiskSeconds).toBeCloseTo(31 + ageOf(rule), 0);
    expect((await plan('aws')).passed).toBe(true);
  });

  it('waits for a replication that is stopped', async () => {
    backend = await startBackend();
    task().status = 'stopped';
    const rule = await plan('on-prem');
    expect(rule.explanation).toContain('is stopped');
    expect(rule).not.toHaveProperty('writesAtRiskSeconds');
  });

  it('does not take a lag of long ago for that of now', async () => {
    backend = await startBackend();
    platform.setLag(1, 570);
    const rule = await plan('on-prem');
    expect(rule).toMatchObject({
      passed: false,
      forceable: true,
      explanation: expect.stringMatching(/the newest is (9|10) min old/),
    });
    expect(rule).not.toHaveProperty('writesAtRiskSeconds');
    const [status] = await backend.client().getReplications('shop');
    expect(status).toMatchObject({ lagMeasuredAt: expect.any(String) });
    expect(status).not.toHaveProperty('lagSeconds');
  });

  it('is refused while tables are suspended, which no lag tells', async () => {
    backend = await startBackend();
    for (const table of task().tables.slice(0, 2)) table.state = 'Table error';
    const rule = await plan('on-prem');
    expect(rule).toMatchObject({
      passed: false,
      forceable: true,
      explanation: expect.stringMatching(/^2 tables .* have an error/),
    });
    expect(rule).not.toHaveProperty('writesAtRiskSeconds');
  });

  it('is refused while the endpoints name no site, and the one never ran', async () => {
    backend = await startBackend();
    Object.assign(task(), { status: 'creating', everStarted: false });
    for (const arn of platform.world.dms.endpoints.keys()) {
      platform.world.tags.get(arn)!.delete('hybrid-platform:site');
    }
    for (const to of ['on-prem', 'aws']) {
      expect(await plan(to)).toMatchObject({
        passed: false,
        forceable: true,
        explanation: expect.stringContaining('Which site receives the data'),
      });
    }
  });

  it('does not wait for a replication that loaded once and is over', async () => {
    backend = await startBackend();
    const { dms, tags } = platform.world;
    const arn = `${task().arn}ONCE`;
    dms.tasks.set(arn, {
      ...task(),
      arn,
      identifier: 'shop-once',
      migrationType: 'full-load',
      status: 'stopped',
      stopReason: 'Stop Reason FULL_LOAD_ONLY_FINISHED',
    });
    tags.set(arn, tags.get(task().arn)!);
    expect(await plan('on-prem')).toMatchObject({
      passed: true,
      explanation: expect.stringContaining('shop-once only loads once'),
    });
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
