import type { Pace } from '../aws/pacing';

const FIRST = 8;
const MOST = 128;

/**
 * With so many calls waiting for their turn AWS is never idle, and those that wait together
 * share calls; with many more, each only waits longer.
 */
const ENOUGH_WAITING = 15;
const TOO_MANY_WAITING = 40;

/** How long after a throttle nothing is added, so that its effect can be seen. */
const PAUSE_MS = 5_000;

/**
 * How many shifts may be under way at once: as few as keep AWS busy all the time, for with
 * more of them each only takes longer. Adds one at a time, and halves after a throttle.
 */
export class Concurrency {
  #limit = FIRST;
  #throttles: number | undefined;
  #pausedUntil = 0;

  get limit(): number {
    return this.#limit;
  }

  /** @param full - whether so many are under way as may be. */
  observe({ throttles, waiting }: Pace, full: boolean, now: number): void {
    const throttled = throttles > (this.#throttles ?? throttles);
    this.#throttles = throttles;
    if (throttled && now >= this.#pausedUntil) {
      this.#limit = Math.max(1, Math.floor(this.#limit / 2));
      this.#pausedUntil = now + PAUSE_MS;
    } else if (waiting > TOO_MANY_WAITING) {
      this.#limit = Math.max(1, this.#limit - 1);
    } else if (full && waiting < ENOUGH_WAITING && now >= this.#pausedUntil) {
      this.#limit = Math.min(MOST, this.#limit + 1);
    }
  }
}

/** Services per second over the last moments. */
export class Rate {
  #ends: number[] = [];

  constructor(private readonly overMs = 30_000, private since = 0) {}

  begin(now: number): void {
    this.since = now;
  }

  add(now: number): void {
    this.#ends.push(now);
  }

  perSecond(now: number): number {
    this.#ends = this.#ends.filter(at => at > now - this.overMs);
    const ms = Math.max(1_000, Math.min(this.overMs, now - this.since));
    return Math.round((this.#ends.length / ms) * 100_000) / 100;
  }
}
