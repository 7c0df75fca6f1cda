import { AsyncLocalStorage } from 'node:async_hooks';
import { currentPriority, PRIORITY_DELAY_MS, type Priority } from './priority';
import {
  AWS_REQUEST_LIMITS,
  type RequestCategory,
  type RequestLimit,
  type RequestLimits,
} from '../config/requestLimits';
import { TokenBucket } from './tokenBucket';

interface Waiter {
  category: RequestCategory;
  priority: Priority;
  /** The first by this order goes next. */
  order: number;
  go(): void;
}

/** How calls are going, for whoever decides how much to ask of AWS at once. */
export interface Pace {
  /** How often AWS has throttled. */
  throttles: number;
  /** How many calls of an evacuation wait for their turn. */
  waiting: number;
}

/** A turn that was taken for the next call. */
const taken = new AsyncLocalStorage<{ left: number }>();

/** The first call of `calls` has had its turn, and does not wait for one again. */
export function withPermit<T>(calls: () => T): T {
  return taken.run({ left: 1 }, calls);
}

/**
 * Lets calls go no faster than AWS takes them, the most urgent first. Waiting here costs
 * nothing; being throttled costs a retry, and hits everybody in the account.
 */
export class Pacing {
  readonly #buckets: Record<RequestCategory | 'account', TokenBucket>;
  readonly #now: () => number;
  #waiting: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;
  #throttles = 0;

  constructor(
    readonly limits: RequestLimits = AWS_REQUEST_LIMITS,
    now: () => number = () => performance.now(),
  ) {
    this.#now = now;
    const bucket = (limit: RequestLimit) => new TokenBucket(limit, now());
    this.#buckets = {
      account: bucket(limits.account),
      read: bucket(limits.read),
      write: bucket(limits.write),
    };
  }

  /** Resolves when the call may be made. */
  async acquire(category: RequestCategory): Promise<void> {
    const already = taken.getStore();
    if (already && already.left > 0) {
      already.left -= 1;
      return;
    }
    await this.#wait(category);
  }

  #wait(category: RequestCategory): Promise<void> {
    const priority = currentPriority();
    return new Promise(go => {
      const order = this.#now() + PRIORITY_DELAY_MS[priority];
      const waiter = { category, priority, order, go };
      const before = this.#waiting.findIndex(other => other.order > order);
      if (before < 0) this.#waiting.push(waiter);
      else this.#waiting.splice(before, 0, waiter);
      this.#letGo();
    });
  }

  /** AWS throttled a call of the category. */
  throttled(category: RequestCategory): void {
    const now = this.#now();
    this.#throttles += 1;
    // AWS does not say which of the two was empty.
    this.#buckets[category].throttled(now);
    this.#buckets.account.throttled(now);
  }

  pace(): Pace {
    const waiting = this.#waiting.filter(
      ({ priority }) => priority === 'evacuation',
    );
    return { throttles: this.#throttles, waiting: waiting.length };
  }

  #letGo(): void {
    clearTimeout(this.#timer);
    const now = this.#now();
    let nextMs = Infinity;
    // A category that is empty does not keep the other one back.
    const passed = new Set<RequestCategory>();
    this.#waiting = this.#waiting.filter(waiter => {
      if (passed.has(waiter.category)) return true;
      const { account, [waiter.category]: own } = this.#buckets;
      const waitMs = Math.max(account.waitMs(now), own.waitMs(now));
      if (waitMs > 0) {
        passed.add(waiter.category);
        nextMs = Math.min(nextMs, waitMs);
        return true;
      }
      account.take(now);
      own.take(now);
      waiter.go();
      return false;
    });
    if (nextMs < Infinity) {
      this.#timer = setTimeout(() => this.#letGo(), nextMs);
      this.#timer.unref?.();
    }
  }
}
