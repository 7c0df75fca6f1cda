import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forEachService, throwIfAny } from './concurrency';

const services = ['cart', 'order', 'search'].map(service => ({ service }));

describe('work on many services', () => {
  it('goes on when one fails, and says which', async () => {
    const done: string[] = [];
    const failures = await forEachService(services, 2, async ({ service }) => {
      if (service === 'cart') throw new Error('no such rule');
      done.push(service);
    });
    assert.deepEqual(done, ['order', 'search']);
    assert.throws(
      () => throwIfAny(failures, 'failover'),
      (error: AggregateError) =>
        error.message === 'failover failed for cart: no such rule' &&
        error.errors.length === 1,
    );
  });

  it('is silent when all went well', () => {
    throwIfAny([], 'failover');
  });

  it('is done on no more at once than allowed', async () => {
    let now = 0;
    let most = 0;
    await forEachService([...services, ...services], 2, async () => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
    });
    assert.equal(most, 2);
  });
});
