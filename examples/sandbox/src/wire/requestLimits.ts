import type { Fault, Hook } from './faults';
import type { Call } from './types';

/** A bucket holds so many tokens, and gets so many new ones each second. */
export interface TokenBucket {
  burst: number;
  perSecond: number;
}

/** Calls that take their tokens from the same bucket. */
export interface RequestLimit extends TokenBucket {
  /** Named in what is counted. */
  name: string;
  /** The SigV4 signing name. */
  service: string;
  /** Which of the service's operations; all without it. */
  operations?: RegExp;
}

/** What a limit has let through and refused. */
export interface RequestCount {
  allowed: number;
  throttled: number;
}

/**
 * The limits that AWS publishes for the Elastic Load Balancing API, per account and Region.
 * A call needs a token of every bucket that it falls into.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html
 *
 * @public
 */
export const AWS_REQUEST_LIMITS: RequestLimit[] = [
  {
    name: 'account',
    service: 'elasticloadbalancing',
    burst: 40,
    perSecond: 10,
  },
  {
    name: 'non-mutating',
    service: 'elasticloadbalancing',
    operations: /^Describe/,
    burst: 40,
    perSecond: 10,
  },
  {
    name: 'mutating',
    service: 'elasticloadbalancing',
    operations: /^(Add|Create|Delete|Modify|Remove|Set)/,
    burst: 20,
    perSecond: 3,
  },
];

/**
 * Refuses calls as AWS does when they come faster than its token buckets fill.
 *
 * @public
 */
export class RequestLimiter {
  readonly #buckets: {
    limit: RequestLimit;
    tokens: number;
    at: number;
    count: RequestCount;
  }[];

  constructor(
    limits: RequestLimit[],
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#buckets = limits.map(limit => ({
      limit,
      tokens: limit.burst,
      at: now(),
      count: { allowed: 0, throttled: 0 },
    }));
  }

  /** Takes the call's tokens, or says that AWS throttles it. */
  take(call: Pick<Call, 'service' | 'operation'>): Fault | undefined {
    const now = this.now();
    const own = this.#buckets.filter(
      ({ limit: { service, operations } }) =>
        service === call.service &&
        (!operations || operations.test(call.operation)),
    );
    for (const bucket of own) {
      const { burst, perSecond } = bucket.limit;
      const seconds = (now - bucket.at) / 1000;
      bucket.tokens = Math.min(burst, bucket.tokens + seconds * perSecond);
      bucket.at = now;
    }
    const empty = own.filter(({ tokens }) => tokens < 1);
    if (empty.length > 0) {
      for (const { count } of empty) count.throttled += 1;
      return { error: 'throttled' };
    }
    for (const bucket of own) {
      bucket.tokens -= 1;
      bucket.count.allowed += 1;
    }
    return undefined;
  }

  /** A hook that asks the limits first, and then another hook. */
  hook(next?: Hook): Hook {
    return (call, input) => this.take(call) ?? next?.(call, input);
  }

  /** By the limits' names, since the start. */
  counts(): Record<string, RequestCount> {
    return Object.fromEntries(
      this.#buckets.map(({ limit, count }) => [limit.name, { ...count }]),
    );
  }
}
