import type { RequestLimit } from '../config/requestLimits';

/** AWS may be called by others too, and counts a little differently: never use the last ones. */
const USED_OF_BURST = 0.9;

/** After a throttle; those that come within a second are of one and the same. */
const SLOW_DOWN = 0.7;
const ONE_THROTTLE_MS = 1_000;

/** A tenth of the full rate is never given up, so that nothing stands still. */
const SLOWEST = 0.1;

/** The share of the full rate that comes back with each second. */
const SPEED_UP_PER_SECOND = 0.02;

/**
 * What one of AWS's token buckets is believed to hold. It gives out what AWS allows by its
 * published numbers, less when AWS throttles all the same, and slowly more again.
 */
export class TokenBucket {
  readonly #burst: number;
  #tokens: number;
  #rate: number;
  #at: number;
  #slowedAt = -Infinity;

  constructor(private readonly limit: RequestLimit, now: number) {
    this.#burst = Math.max(1, limit.burst * USED_OF_BURST);
    this.#tokens = this.#burst;
    this.#rate = limit.perSecond;
    this.#at = now;
  }

  /** Calls per second that are given out now. */
  get rate(): number {
    return this.#rate;
  }

  /** Milliseconds until there is a token; 0 when there is one. */
  waitMs(now: number): number {
    this.#refill(now);
    const missing = 1 - this.#tokens;
    // Rounding must not leave a waiter with nearly a token and no time to wait.
    return missing <= 1e-9 ? 0 : Math.ceil((missing / this.#rate) * 1000);
  }

  take(now: number): void {
    this.#refill(now);
    this.#tokens -= 1;
  }

  /** AWS says that its bucket is empty. */
  throttled(now: number): void {
    this.#refill(now);
    this.#tokens = Math.min(this.#tokens, 0);
    if (now - this.#slowedAt < ONE_THROTTLE_MS) return;
    this.#slowedAt = now;
    this.#rate = Math.max(
      this.#rate * SLOW_DOWN,
      this.limit.perSecond * SLOWEST,
    );
  }

  #refill(now: number): void {
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#at = now;
    this.#tokens = Math.min(this.#burst, this.#tokens + seconds * this.#rate);
    this.#rate = Math.min(
      this.limit.perSecond,
      this.#rate + seconds * this.limit.perSecond * SPEED_UP_PER_SECOND,
    );
  }
}
