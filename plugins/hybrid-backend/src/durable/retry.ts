import { setTimeout as delay } from 'node:timers/promises';

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

/**
 * The time limit for retries of one shift: however many of its calls fail, it spends so much time on
 * trying again in all. That is what bounds how long a shift takes.
 */
export class Retries {
  #spentMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limits: { forMs: number; signal: AbortSignal },
    private readonly policy: RetryPolicy,
  ) {}

  /** Goes on trying while the policy says that it may pass, as long as the shift may. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    const { forMs, signal } = this.limits;
    signal.throwIfAborted();
    const now = () => this.clock.now().getTime();
    let failedAt: number | undefined;
    try {
      return await retrying(
        this.clock,
        { forMs: forMs - this.#spentMs, signal },
        async () => {
          try {
            return await call();
          } catch (error) {
            failedAt ??= now();
            throw error;
          }
        },
        this.policy,
      );
    } finally {
      if (failedAt !== undefined) this.#spentMs += now() - failedAt;
    }
  }

  /** Begins anew: a step, or a way back, must not fail because what came before was hard. */
  renew(): void {
    this.#spentMs = 0;
  }
}

const FIRST_PAUSE_MS = 250;

/** Which failures waiting may cure, and how long one pause may become. */
export interface RetryPolicy {
  isTransient(error: unknown): boolean;
  longestPauseMs: number;
}

/**
 * Tries again, at growing intervals, what waiting may cure: a shift in an outage is slowed
 * down by that, not lost. What waiting cannot cure is thrown at once.
 */
export async function retrying<T>(
  clock: Clock,
  limits: { forMs: number; signal: AbortSignal },
  call: () => Promise<T>,
  policy: RetryPolicy,
): Promise<T> {
  const deadline = clock.now().getTime() + limits.forMs;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      return await call();
    } catch (error) {
      const wait = Math.min(pause, policy.longestPauseMs);
      if (
        !policy.isTransient(error) ||
        clock.now().getTime() + wait > deadline
      ) {
        throw error;
      }
      await clock.sleep(wait, limits.signal);
    }
  }
}
