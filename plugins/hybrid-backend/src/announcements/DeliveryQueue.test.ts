import { mockServices } from '@backstage/backend-test-utils';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@hybrid-platform/sandbox/testing';
import { DeliveryQueue, type DeliveryQueueOptions } from './DeliveryQueue';

describe('a queue of deliveries', () => {
  const logger = mockServices.logger.mock();
  let delivered: string[];
  let queue: DeliveryQueue;

  const make = (options: Partial<DeliveryQueueOptions> = {}) => {
    queue = new DeliveryQueue({
      name: 'letters',
      logger,
      backoffMs: 1,
      ...options,
    });
  };
  const put = (key: string, text = key) =>
    queue.put(key, async () => {
      delivered.push(text);
    });
  /** Keeps the queue busy until it is called. */
  const block = () => {
    let release = () => {};
    queue.put('blocking', () => new Promise(resolve => (release = resolve)));
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

  afterEach(() => queue.stop(0));

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
    queue.put('bad', async () => {
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
    queue.put('slow', () => new Promise(() => {}));
    put('next');
    expect(await settled(1)).toEqual(['next']);
  });

  it('delivers what waits before it stops, and nothing afterwards', async () => {
    put('a');
    put('b');
    await queue.stop();
    expect(delivered).toEqual(['a', 'b']);
    put('c');
    await delay(5);
    expect(delivered).toEqual(['a', 'b']);
  });

  it('does not wait for ever when it stops', async () => {
    queue.put('slow', () => new Promise(() => {}));
    await expect(queue.stop(10)).resolves.toBeUndefined();
  });
});
