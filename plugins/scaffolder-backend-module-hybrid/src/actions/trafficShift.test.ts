import { until } from '@hybrid-platform/sandbox/testing';
import {
  OTHER,
  startHybridBackend,
  type HybridBackend,
} from '../__testUtils__/hybridBackend';
import { testTask } from '../__testUtils__/task';
import { createTrafficShiftAction } from './trafficShift';

const CART = 'component:default/cart';
const TO_AWS = {
  entityRef: CART,
  kind: 'failover',
  to: 'aws',
  reason: 'The data centre is on fire',
};

describe('hybrid:traffic:shift', () => {
  let hybrid: HybridBackend;

  beforeAll(async () => {
    hybrid = await startHybridBackend();
  }, 30_000);
  afterAll(() => hybrid?.stop());
  const idle = () =>
    until(
      () => hybrid.client.getService(CART),
      ({ activeShift }) => !activeShift,
    );
  afterEach(async () => {
    hybrid.proxy.reset();
    await idle();
    hybrid.platform.setWeights('cart', { 'on-prem': 40, aws: 60 });
  });

  const task = (
    input: object = TO_AWS,
    options: Parameters<typeof testTask>[3] = {},
  ) =>
    testTask(
      createTrafficShiftAction,
      hybrid.proxy.url,
      input as typeof TO_AWS,
      options,
    );
  const shiftsOf = async (entityRef = CART) =>
    (await hybrid.client.getShifts(entityRef, { limit: 100 })).items;

  it('starts a shift as the user who runs the template', async () => {
    const { output, log, error } = await task().run();
    expect(error).toBeUndefined();
    const shift = await until(
      () => hybrid.client.getShift(CART, String(output.shiftId)),
      ({ state }) => state === 'succeeded',
    );
    expect(shift).toMatchObject({
      kind: 'failover',
      reason: TO_AWS.reason,
      requestedBy: 'user:default/mina',
    });
    expect(hybrid.platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
    expect(output).toMatchObject({
      from: { 'on-prem': 40, aws: 60 },
      to: { 'on-prem': 0, aws: 100 },
      entityRef: CART,
      entityUrl: 'https://backstage.example.com/catalog/default/component/cart',
    });
    expect(log[0]).toContain('on-prem 40 %, aws 60 % → on-prem 0 %, aws 100 %');
  });

  it('takes a short ref of a Component', async () => {
    const { output } = await task({ ...TO_AWS, entityRef: 'cart' }).run();
    expect(output.entityRef).toBe(CART);
  });

  it('starts one shift however often the task is retried', async () => {
    const before = await shiftsOf();
    const retried = task();
    const first = await retried.run();
    const second = await retried.run();
    expect(second.output.shiftId).toBe(first.output.shiftId);
    expect(await shiftsOf()).toHaveLength(before.length + 1);
  });

  it('starts one shift even when the scaffolder died before it could note it down', async () => {
    const before = await shiftsOf();
    const retried = task();
    const first = await retried.run();
    retried.loseCheckpoints();
    const second = await retried.run();
    expect(second.output.shiftId).toBe(first.output.shiftId);
    expect(await shiftsOf()).toHaveLength(before.length + 1);
  });

  it('starts one shift when the answer to the request is lost', async () => {
    const before = await shiftsOf();
    let lost = 0;
    hybrid.proxy.fault = line =>
      line.startsWith('POST') && lost++ === 0 ? 'drop-answer' : undefined;
    const { error } = await task().run();
    expect(error).toBeUndefined();
    expect(lost).toBe(2);
    expect(await shiftsOf()).toHaveLength(before.length + 1);
  });

  it('starts another shift for another task', async () => {
    const first = await task().run();
    await idle();
    const second = await task({ ...TO_AWS, to: 'on-prem' }).run();
    expect(second.output.shiftId).not.toBe(first.output.shiftId);
  });

  it('shifts nothing for who may not, and says which permission is missing', async () => {
    const before = await shiftsOf();
    const { error } = await task(TO_AWS, { user: OTHER }).run();
    expect(error).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /You do not have the permission 'hybrid\.traffic\.shift' for component:default\/cart\. Ask the owner/,
      ),
    });
    expect(await shiftsOf()).toEqual(before);
    expect(hybrid.platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('fails with what the failed safety rules say and what to do', async () => {
    hybrid.platform.setHealthy('cart', 'aws', 0);
    const { error } = await task().run();
    hybrid.platform.setHealthy('cart', 'aws');
    expect(error?.name).toBe('ConflictError');
    expect(error?.message).toMatch(
      /^Gaining site is healthy: Gains traffic without a healthy target/,
    );
    expect(error?.message).toMatch(/Bring targets of aws to health first/);
  });

  it.each([
    [
      { kind: 'failover', to: undefined },
      /'to' must be given with the kind 'failover'/,
    ],
    [{ kind: 'reset', to: 'aws' }, /'to' must not be given with the kind/],
    [{ entityRef: '/' }, /is no entity ref/],
    [{ entityRef: 'component:default/nothing' }, /There is no entity/],
  ])('refuses %j', async (change, message) => {
    const { error } = await task({ ...TO_AWS, ...change }).run();
    expect(error?.message).toMatch(message);
  });

  it('plans in a dry run, and changes nothing', async () => {
    const before = await shiftsOf();
    const { output, log, error } = await task(TO_AWS, { isDryRun: true }).run();
    expect(error).toBeUndefined();
    expect(output).toMatchObject({
      shiftId: 'dry-run',
      state: 'planned',
      from: { 'on-prem': 40, aws: 60 },
      to: { 'on-prem': 0, aws: 100 },
    });
    expect(output.text).toContain('| on-prem | 40 % | 0 % |');
    expect(log[0]).toMatch(/^Dry run, nothing was shifted/);
    expect(await shiftsOf()).toEqual(before);
  });
});
