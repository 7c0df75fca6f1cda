import {
  Retries,
  retrying,
  systemClock,
  type Clock,
  type RetryPolicy,
} from './retry';

const POLICY: RetryPolicy = {
  isTransient: error => error === 'busy',
  longestPauseMs: 1_000,
};

/** A clock on which sleeping takes no time, and what was slept. */
function virtualClock() {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const slept: number[] = [];
  const clock: Clock = {
    now: () => new Date(now),
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
  return { clock, slept, now: () => now };
}

/** Fails so many times before it answers, and counts how often it was asked. */
function failing(times: number, error: unknown = 'busy') {
  const call = jest.fn(async () => {
    if (call.mock.calls.length <= times) throw error;
    return 'done';
  });
  return call;
}

describe('retrying', () => {
  const { signal } = new AbortController();

  it('answers at once what succeeds at once', async () => {
    const { clock, slept } = virtualClock();
    await expect(
      retrying(clock, { forMs: 0, signal }, failing(0), POLICY),
    ).resolves.toBe('done');
    expect(slept).toEqual([]);
  });

  it('doubles its pauses, up to the longest', async () => {
    const { clock, slept } = virtualClock();
    await retrying(clock, { forMs: 60_000, signal }, failing(5), POLICY);
    expect(slept).toEqual([250, 500, 1_000, 1_000, 1_000]);
  });

  it('throws at once what waiting cannot cure', async () => {
    const { clock, slept } = virtualClock();
    const call = failing(1, 'denied');
    await expect(
      retrying(clock, { forMs: 60_000, signal }, call, POLICY),
    ).rejects.toBe('denied');
    expect(call).toHaveBeenCalledTimes(1);
    expect(slept).toEqual([]);
  });

  it.each([
    ['still tries at the very deadline', 750, 3],
    ['does not wait beyond the deadline', 749, 2],
    ['tries once where there is no time', 0, 1],
  ])('%s', async (_, forMs, calls) => {
    const { clock, now } = virtualClock();
    const began = now();
    const call = failing(99);
    await expect(retrying(clock, { forMs, signal }, call, POLICY)).rejects.toBe(
      'busy',
    );
    expect(call).toHaveBeenCalledTimes(calls);
    expect(now() - began).toBeLessThanOrEqual(forMs);
  });
});

describe('the retries of one shift', () => {
  const withRetries = (forMs: number) => {
    const stop = new AbortController();
    const virtual = virtualClock();
    const retries = new Retries(
      virtual.clock,
      { forMs, signal: stop.signal },
      POLICY,
    );
    return { retries, stop, ...virtual };
  };

  it('share one time limit: what one call spent, the next has no more', async () => {
    const { retries } = withRetries(1_000);
    await expect(retries.run(failing(2))).resolves.toBe('done');
    // 750 of 1,000 ms are spent: one pause of 250 is left.
    await expect(retries.run(failing(1))).resolves.toBe('done');
    await expect(retries.run(failing(1))).rejects.toBe('busy');
  });

  it('count what a call that was given up has spent', async () => {
    const { retries } = withRetries(1_000);
    await expect(retries.run(failing(99))).rejects.toBe('busy');
    await expect(retries.run(failing(1))).resolves.toBe('done');
    await expect(retries.run(failing(1))).rejects.toBe('busy');
  });

  it('spend nothing on calls that succeed, however long they take', async () => {
    const { retries, clock } = withRetries(250);
    const slow = async () => {
      await clock.sleep(10_000, new AbortController().signal);
      return 'slow';
    };
    await expect(retries.run(slow)).resolves.toBe('slow');
    await expect(retries.run(failing(1))).resolves.toBe('done');
    await expect(retries.run(failing(1))).rejects.toBe('busy');
  });

  it('have all their time again when they are renewed', async () => {
    const { retries } = withRetries(250);
    await retries.run(failing(1));
    await expect(retries.run(failing(1))).rejects.toBe('busy');
    retries.renew();
    await expect(retries.run(failing(1))).resolves.toBe('done');
  });

  it('call nothing once the shift was told to stop', async () => {
    const { retries, stop } = withRetries(1_000);
    const call = failing(0);
    stop.abort(new Error('stopped'));
    await expect(retries.run(call)).rejects.toThrow('stopped');
    expect(call).not.toHaveBeenCalled();
  });
});

describe('the clock of the system', () => {
  it('tells the time', () => {
    const before = Date.now();
    const now = systemClock.now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps as long as it is told, and not after an abort', async () => {
    const stop = new AbortController();
    const began = Date.now();
    await systemClock.sleep(20, stop.signal);
    expect(Date.now() - began).toBeGreaterThanOrEqual(19);
    const sleeping = systemClock.sleep(600_000, stop.signal);
    stop.abort();
    await expect(sleeping).rejects.toThrow('aborted');
  });
});
