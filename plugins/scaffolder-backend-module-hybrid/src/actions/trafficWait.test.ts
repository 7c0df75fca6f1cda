import type { JsonObject } from '@backstage/types';
import { until } from '@hybrid-platform/sandbox/testing';
import {
  OTHER,
  startHybridBackend,
  type HybridBackend,
} from '../__testUtils__/hybridBackend';
import { testTask } from '../__testUtils__/task';
import { createTrafficWaitAction } from './trafficWait';

const CART = 'component:default/cart';

describe('hybrid:traffic:wait', () => {
  let hybrid: HybridBackend;
  let keys = 0;

  beforeAll(async () => {
    hybrid = await startHybridBackend();
  }, 30_000);
  afterAll(() => hybrid?.stop());
  afterEach(async () => {
    hybrid.proxy.reset();
    await until(
      () => hybrid.client.getService(CART),
      ({ activeShift }) => !activeShift,
      10_000,
    );
    hybrid.platform.setHealthy('cart', 'aws');
    hybrid.platform.setWeights('cart', { 'on-prem': 40, aws: 60 });
  });

  const shift = async () => {
    const { id } = await hybrid.client.shift(
      CART,
      { kind: 'failover', to: 'aws', reason: 'a test' },
      { idempotencyKey: `wait-${keys++}` },
    );
    return id;
  };
  /** A shift that goes on until it is aborted, or for a minute. */
  const longShift = async () => {
    const { id } = await hybrid.client.shift(
      CART,
      {
        kind: 'custom',
        steps: [{ aws: 80, bakeSeconds: 60 }, { aws: 100 }],
        reason: 'a long test',
      },
      { idempotencyKey: `wait-${keys++}` },
    );
    return id;
  };
  const task = (
    shiftId: string,
    input: JsonObject = {},
    options: Parameters<typeof testTask>[3] = {},
  ) =>
    testTask(
      createTrafficWaitAction,
      hybrid.proxy.url,
      { entityRef: CART, shiftId, ...input },
      options,
    );

  it('writes each event of the shift to the log once, and says how long it took', async () => {
    const id = await shift();
    const { output, log, error } = await task(id).run();
    expect(error).toBeUndefined();
    expect(output).toMatchObject({
      shiftId: id,
      state: 'succeeded',
      to: { 'on-prem': 0, aws: 100 },
      recoveryTimeSeconds: expect.any(Number),
    });
    const { events } = await hybrid.client.getShift(CART, id);
    expect(log.slice(0, -1)).toEqual(
      events.map(({ message, awsRequestId }) =>
        awsRequestId ? `${message} (AWS request ${awsRequestId})` : message,
      ),
    );
    expect(log.at(-1)).toMatch(
      /is succeeded\. Verified [\d.]+ seconds? after the request\.$/,
    );
    expect(output.text).toMatch(/\| Result \| \*\*succeeded\*\* \|/);
    expect(output.text).toContain('| on-prem | 40 % | 0 % |');
  });

  it('waits on through a restart of the backend', async () => {
    const id = await shift();
    let faults = 0;
    hybrid.proxy.fault = () => {
      faults += 1;
      if (faults > 9) return undefined;
      return faults % 2 ? { status: 503 } : 'drop';
    };
    const { output, log, error } = await task(id).run();
    expect(error).toBeUndefined();
    expect(output.state).toBe('succeeded');
    expect(log[0]).toMatch(/^The backend does not answer/);
    expect(log[1]).toBe('The backend answers again');
    expect(log.filter(line => line.includes('answer'))).toHaveLength(2);
  });

  it('gives up on a backend that stays away', async () => {
    const id = await shift();
    hybrid.proxy.fault = () => ({ status: 503 });
    const began = Date.now();
    const { error } = await task(id, {}, { timing: { outageMs: 100 } }).run();
    expect(error?.name).toBe('ServiceUnavailableError');
    // Not only after the time that the other tests allow.
    expect(Date.now() - began).toBeLessThan(25_000);
  });

  it('goes on reading when the token of the user expires, and writes nothing then', async () => {
    const id = await longShift();
    let user: string | undefined;
    let answered = 0;
    hybrid.proxy.fault = (_, { authorization }) => {
      user ??= authorization;
      if (authorization !== user) return undefined;
      return answered++ < 2 ? undefined : { status: 401 };
    };
    const waiting = task(id, { onCancel: 'abort' });
    const result = waiting.run();
    await until(
      () => hybrid.proxy.requests.length,
      count => count > 8,
    );
    waiting.cancel();
    const { error } = await result;
    expect(waiting.log).toContainEqual(
      expect.stringMatching(/^Your sign-in .* has expired/),
    );
    expect(error?.message).toMatch(/could not be aborted and goes on/);
    const byOthers = hybrid.proxy.requests.filter(
      ({ headers }) => headers.authorization !== user,
    );
    expect(byOthers.length).toBeGreaterThan(0);
    expect(byOthers.every(({ line }) => line.startsWith('GET'))).toBe(true);

    hybrid.proxy.reset();
    await hybrid.client.abortShift(CART, id, { rollBack: false });
  });

  it('never reads as the scaffolder what the user was not allowed to', async () => {
    const id = await shift();
    hybrid.proxy.fault = () => ({ status: 401 });
    const { error } = await task(id).run();
    expect(error?.name).toBe('AuthenticationError');
    expect(hybrid.proxy.requests).toHaveLength(1);
  });

  describe('when the task is cancelled', () => {
    const cancelled = async (input: JsonObject) => {
      const id = await longShift();
      const waiting = task(id, input);
      const result = waiting.run();
      await until(
        () => hybrid.client.getShift(CART, id),
        ({ events }) => events.some(({ type }) => type === 'baking'),
      );
      waiting.cancel();
      const { error } = await result;
      return { id, error };
    };
    const ended = (id: string) =>
      until(
        () => hybrid.client.getShift(CART, id),
        ({ endedAt }) => Boolean(endedAt),
      );

    it('leaves the shift alone', async () => {
      const { id, error } = await cancelled({});
      expect(error?.message).toMatch(/^The task was cancelled; .* goes on\.$/);
      const shiftNow = await hybrid.client.getShift(CART, id);
      expect(shiftNow.endedAt).toBeUndefined();
      expect(shiftNow.aborting).toBeFalsy();
      await hybrid.client.abortShift(CART, id, { rollBack: true });
      await ended(id);
    });

    it('stops the shift where it is, if it is told so', async () => {
      const { id, error } = await cancelled({ onCancel: 'abort' });
      expect(error?.message).toMatch(/was asked to stop where it is\.$/);
      expect((await ended(id)).state).toBe('aborted');
      expect(hybrid.platform.weights('cart')).toMatchObject({ aws: 80 });
    });

    it('rolls the shift back, if it is told so', async () => {
      const { id, error } = await cancelled({ onCancel: 'roll-back' });
      expect(error?.message).toMatch(/was asked to go back\.$/);
      expect((await ended(id)).state).toBe('rolled-back');
      expect(hybrid.platform.weights('cart')).toEqual({
        'on-prem': 40,
        aws: 60,
      });
    });
  });

  it('fails when the time is over, and the shift goes on', async () => {
    const id = await longShift();
    const { error } = await task(id, { timeoutSeconds: 0.1 }).run();
    expect(error?.message).toMatch(/has not ended within 0\.1 seconds: it is/);
    expect((await hybrid.client.getShift(CART, id)).endedAt).toBeUndefined();
    await hybrid.client.abortShift(CART, id, { rollBack: true });
  });

  /** A shift whose gaining site stops being healthy once the weights are written. */
  const failing = async () => {
    const id = await shift();
    hybrid.platform.setHealthy('cart', 'aws', 0);
    return id;
  };

  it('fails when the shift did not succeed, with the reason and what to do', async () => {
    const { error } = await task(await failing()).run();
    expect(error?.message).toMatch(/is (rolled-back|failed)\. /);
    expect(error?.message).toMatch(
      /A retried task makes no new shift: run the template again/,
    );
    expect(error?.message).toContain(
      'https://backstage.example.com/catalog/default/component/cart',
    );
  });

  it('goes on however the shift ended, if it is told so', async () => {
    const { error, output } = await task(await failing(), { failOn: [] }).run();
    expect(error).toBeUndefined();
    expect(output.state).toMatch(/rolled-back|failed/);
    expect(output.text).toContain('| Problem |');
  });

  it('does not wait in a dry run', async () => {
    const none = await task('dry-run', {}, { isDryRun: true }).run();
    expect(none.error).toBeUndefined();
    expect(none.output).toMatchObject({
      state: 'planned',
      from: { 'on-prem': 40, aws: 60 },
    });

    const id = await longShift();
    const some = await task(id, {}, { isDryRun: true }).run();
    expect(some.error).toBeUndefined();
    expect(some.output.state).toMatch(/planned|running|verifying/);
    await hybrid.client.abortShift(CART, id, { rollBack: true });
  });

  it('refuses a shift that does not exist or is of another entity', async () => {
    expect((await task('nothing').run()).error?.name).toMatch(
      /NotFoundError|InputError/,
    );
    const id = await shift();
    const { error } = await task(id, {
      entityRef: 'component:default/order',
    }).run();
    expect(error?.name).toBe('NotFoundError');
  });

  it('tells whoever may read the entity', async () => {
    const { error } = await task(await shift(), {}, { user: OTHER }).run();
    expect(error).toBeUndefined();
  });
});
