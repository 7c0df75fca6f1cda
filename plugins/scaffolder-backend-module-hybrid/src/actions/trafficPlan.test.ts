import { until } from '@hybrid-platform/sandbox/testing';
import {
  OTHER,
  startHybridBackend,
  type HybridBackend,
} from '../__testUtils__/hybridBackend';
import { testTask } from '../__testUtils__/task';
import { createTrafficPlanAction } from './trafficPlan';

const CART = 'component:default/cart';
const TO_AWS = { entityRef: CART, kind: 'failover', to: 'aws' };

describe('hybrid:traffic:plan', () => {
  let hybrid: HybridBackend;

  beforeAll(async () => {
    hybrid = await startHybridBackend();
  }, 30_000);
  afterAll(() => hybrid?.stop());

  const task = (
    input: object = TO_AWS,
    options: Parameters<typeof testTask>[3] = {},
  ) =>
    testTask(
      createTrafficPlanAction,
      hybrid.proxy.url,
      input as typeof TO_AWS,
      options,
    );

  it.each([false, true])(
    'says what would be done and what each safety rule says (dry run: %s)',
    async isDryRun => {
      const { output, log } = await task(TO_AWS, { isDryRun }).run();
      expect(output).toMatchObject({
        allowed: true,
        approvalRequired: false,
        from: { 'on-prem': 40, aws: 60 },
        to: { 'on-prem': 0, aws: 100 },
        entityRef: CART,
      });
      expect(output.text).toContain('| Gaining site is healthy | passed |');
      expect(log[0]).toBe(
        'component:default/cart: on-prem 40 %, aws 60 % → on-prem 0 %, aws 100 %',
      );
      expect(log).toContainEqual(
        expect.stringMatching(/^Passed: Gaining site is healthy\. /),
      );
      expect(hybrid.platform.weights('cart')).toEqual({
        'on-prem': 40,
        aws: 60,
      });
    },
  );

  it('plans steps and drills', async () => {
    const steps = await task({
      entityRef: CART,
      kind: 'custom',
      steps: [{ aws: 80, bakeSeconds: 300 }, { aws: 100 }],
    }).run();
    expect(steps.error).toBeUndefined();
    expect(steps.log[0]).toMatch(/ in 2 steps$/);
    expect(steps.output.text).toContain(
      '1. on-prem 20 %, aws 80 %, to prove itself for 5 minutes',
    );

    const drill = await task({
      entityRef: CART,
      kind: 'drill',
      to: 'aws',
      durationSeconds: 600,
    }).run();
    expect(drill.log[0]).toMatch(/, and back after 10 minutes$/);
  });

  it('fails when a safety rule would refuse the shift, unless it shall not', async () => {
    hybrid.platform.setHealthy('cart', 'aws', 0);
    const failed = await task().run();
    const told = await task({ ...TO_AWS, failWhenRefused: false }).run();
    hybrid.platform.setHealthy('cart', 'aws');

    expect(failed.error?.message).toMatch(
      /would be refused, and nothing was changed .*\n- Gaining site is healthy: .* Bring targets of aws to health/,
    );
    expect(told.error).toBeUndefined();
    expect(told.output.allowed).toBe(false);
    expect(told.output.text).toContain(
      '| Gaining site is healthy | **failed** |',
    );
  });

  it('lets a rule fail that a later step sees to, and no other', async () => {
    hybrid.platform.setHealthy('cart', 'aws', 0);
    const ignoring = async (...ignoreRules: string[]) =>
      (await task({ ...TO_AWS, ignoreRules }).run()).error;
    const right = await ignoring('gaining-site-healthy', 'never-dark');
    const wrong = await ignoring('never-dark');
    hybrid.platform.setHealthy('cart', 'aws');
    expect(right).toBeUndefined();
    expect(wrong?.message).toMatch(/Gaining site is healthy/);
  });

  it('says which site gains traffic', async () => {
    const { output } = await task().run();
    expect(output.gainingSite).toBe('aws');
    const reset = await task({ entityRef: CART, kind: 'reset' }).run();
    expect(reset.output).not.toHaveProperty('gainingSite');
  });

  it('keeps its answer for a retried task, which may have shifted meanwhile', async () => {
    const retried = task();
    const first = await retried.run();
    hybrid.platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    const second = await retried.run();
    hybrid.platform.setWeights('cart', { 'on-prem': 40, aws: 60 });
    expect(second.output).toEqual(first.output);
  });

  it('does not keep a refusal', async () => {
    const retried = task();
    hybrid.platform.setHealthy('cart', 'aws', 0);
    expect((await retried.run()).error).toBeDefined();
    hybrid.platform.setHealthy('cart', 'aws');
    await until(
      async () => (await retried.run()).error,
      error => error === undefined,
    );
  });

  it('plans nothing for who may not shift', async () => {
    const { error } = await task(TO_AWS, { user: OTHER }).run();
    expect(error?.message).toMatch(/permission 'hybrid\.traffic\.shift'/);
  });
});
