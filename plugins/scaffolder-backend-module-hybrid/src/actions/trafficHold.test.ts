import {
  OTHER,
  startHybridBackend,
  type HybridBackend,
} from '../__testUtils__/hybridBackend';
import { testTask } from '../__testUtils__/task';
import { createTrafficHoldAction } from './trafficHold';

const CART = 'component:default/cart';

describe('hybrid:traffic:hold', () => {
  let hybrid: HybridBackend;

  beforeAll(async () => {
    hybrid = await startHybridBackend();
  }, 30_000);
  afterAll(() => hybrid?.stop());
  afterEach(() => hybrid.client.releaseHold(CART).catch(() => {}));

  const task = (options: Parameters<typeof testTask>[3] = {}) =>
    testTask(
      createTrafficHoldAction,
      hybrid.proxy.url,
      { entityRef: CART, durationSeconds: 3600, reason: 'Maintenance' },
      options,
    );
  const held = async () => (await hybrid.client.getService(CART)).hold;

  it('holds the service for the user who runs the template', async () => {
    const { output, error } = await task().run();
    expect(error).toBeUndefined();
    expect(output).toMatchObject({ by: 'user:default/mina', entityRef: CART });
    expect(await held()).toMatchObject({
      by: 'user:default/mina',
      until: output.until,
      reason: 'Maintenance',
    });
    expect(output.text).toContain(`until ${output.until}`);
  });

  it('does not prolong it when the task is retried', async () => {
    const retried = task();
    const first = await retried.run();
    const second = await retried.run();
    expect(second.output.until).toBe(first.output.until);
    expect((await held())?.until).toBe(first.output.until);
  });

  it('holds nothing in a dry run, and says who does', async () => {
    const free = await task({ isDryRun: true }).run();
    expect(free.log).toEqual([
      'Dry run, nothing was held. It would be held for 60 minutes. Nobody holds component:default/cart.',
    ]);
    expect(await held()).toBeUndefined();

    await task().run();
    const { output } = await task({ isDryRun: true }).run();
    expect(output.by).toBe('user:default/mina');
  });

  it('holds nothing for who may not', async () => {
    const { error } = await task({ user: OTHER }).run();
    expect(error?.message).toMatch(/permission 'hybrid\.traffic\.hold'/);
    expect(await held()).toBeUndefined();
  });
});
