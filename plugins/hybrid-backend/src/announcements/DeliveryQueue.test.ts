import { mockServices } from '@backstage/backend-test-utils';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@hybrid-platform/sandbox/testing';
import { DeliveryQueue, type DeliveryQueueOptions } from './DeliveryQueue';

describe('the outbox', () => {
  const logger = mockServices.logger.mock();
  let delivered: string[];
  let outbox: DeliveryQueue;

  const make = (options: Partial<DeliveryQueueOptions> = {}) => {
    outbox = new DeliveryQueue({
      name: 'letters',
      logger,
      backoffMs: 1,
      ...options,
    });
  };
  const put = (key: string, text = key) =>
    outbox.put(key, async () => {
      delivered.push(text);
    });
  /** Keeps the outbox busy until it is called. */
  const block = () => {
    let release = () => {};
    outbox.put('blocking', () => new Promise(resolve => (release = resolve)));
    return () => release();
  };
  const settled = (count: number) =>
    until(
      () => delivered,
      list => list.length >= count,
    );

  beforeEach(() => {
    jest.clearAllMocks();
    delivered = [];
    make();
  });

  afterEach(() => outbox.stop(0));

  it('delivers in order, and what comes while it delivers', async () => {
    put('a');
    put('b');
    await settled(2);
    put('c');
    expect(await settled(3)).toEqual(['a', 'b', 'c']);
  });

  it('delivers only the latest of what waits under one key', async () => {
    const release = block();
    put('a', 'old');
    put('b');
    put('a', 'new');
    release();
    expect(await settled(2)).toEqual(['new', 'b']);
  });

  it('drops what waits longest when too much waits, and says so', async () => {
    make({ capacity: 2 });
    const release = block();
    ['a', 'b', 'c', 'd'].forEach(key => put(key));
    release();
    expect(await settled(2)).toEqual(['c', 'd']);
    await until(
      () => logger.warn.mock.calls,
      calls => calls.length > 0,
    );
    expect(logger.warn).toHaveBeenCalledWith(
      '2 letters were dropped: too many waited',
    );
  });

  it('tries again as often as told, and goes on after what fails', async () => {
    make({ attempts: 3 });
    let tries = 0;
    outbox.put('bad', async () => {
      tries += 1;
      throw new Error('no');
    });
    put('good');
    expect(await settled(1)).toEqual(['good']);
    expect(tries).toBe(3);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('gives up on what takes too long', async () => {
    make({ timeoutMs: 20 });
    outbox.put('slow', () => new Promise(() => {}));
    put('next');
    expect(await settled(1)).toEqual(['next']);
  });

  it('delivers what waits before it stops, and nothing afterwards', async () => {
    put('a');
    put('b');
    await outbox.stop();
    expect(delivered).toEqual(['a', 'b']);
    put('c');
    await delay(5);
    expect(delivered).toEqual(['a', 'b']);
  });

  it('does not wait for ever when it stops', async () => {
    outbox.put('slow', () => new Promise(() => {}));
    await expect(outbox.stop(10)).resolves.toBeUndefined();
  });
});
