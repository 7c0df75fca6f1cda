import {
  currentPriority,
  LETS_OTHERS_FIRST_MS,
  type Priority,
} from './priority';
import {
  AWS_REQUEST_LIMITS,
  type RequestCategory,
  type RequestLimit,
  type RequestLimits,
} from './requestLimits';
import { TokenBucket } from './tokenBucket';

interface Waiter {
  category: RequestCategory;
  priority: Priority;
  since: number;
  /** The first by this order goes next. */
  order: number;
  go(): void;
}

/** How calls are going, for whoever decides how much to ask of AWS at once. */
export interface Pace {
  /** How often AWS has throttled. */
  throttles: number;
  /** How long the call has waited that has waited longest, of an evacuation's. */
  waitMs: number;
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
  turn(category: RequestCategory): Promise<void> {
    const priority = currentPriority();
    const since = this.#now();
    return new Promise(go => {
      const order = since + LETS_OTHERS_FIRST_MS[priority];
      const waiter = { category, priority, since, order, go };
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
    const now = this.#now();
    const waits = this.#waiting
      .filter(({ priority }) => priority === 'evacuation')
      .map(({ since }) => now - since);
    return { throttles: this.#throttles, waitMs: Math.max(0, ...waits) };
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
