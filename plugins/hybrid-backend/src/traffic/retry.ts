import { setTimeout as delay } from 'node:timers/promises';
import { mayPass } from '../aws/failures';
import { problemIn } from '../errors';

/** A clock that can be waited on, so that tests need not wait. */
export interface Clock {
  now(): Date;
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Tries again, at growing intervals, while AWS throttles or fails: a shift in an outage is
 * slowed down by that, not lost. What waiting cannot cure is thrown at once.
 */
export async function retrying<T>(
  clock: Clock,
  limits: { forMs: number; signal: AbortSignal },
  call: () => Promise<T>,
): Promise<T> {
  const deadline = clock.now().getTime() + limits.forMs;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      return await call();
    } catch (error) {
      const problem = problemIn(error);
      const wait = Math.min(pause, LONGEST_PAUSE_MS);
      if (
        !problem ||
        !mayPass(problem) ||
        clock.now().getTime() + wait > deadline
      ) {
        throw error;
      }
      await clock.sleep(wait, limits.signal);
    }
  }
}
