import type { Call } from './types';

/** One call that was answered, dropped, or left without an answer. */
export interface CallRecord {
  service: string;
  operation: string;
  region: string;
  /** The access key id that signed the call. */
  principal: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** How long the answer took. */
  ms: number;
  /** `ok`, `dropped`, `hung`, or the code of the error. */
  outcome: string;
}

/**
 * The calls that an endpoint has answered: the newest ones, and counts of all.
 *
 * @public
 */
export class CallLog {
  #records: CallRecord[] = [];
  #oldest = 0;
  readonly #counts = new Map<string, { total: number; failed: number }>();

  constructor(private readonly limit = 2_000) {}

  record(call: Call, ms: number, outcome: string): void {
    const { service, operation, region, accessKeyId: principal, at } = call;
    const entry = { service, operation, region, principal, at, ms, outcome };
    if (this.#records.length < this.limit) {
      this.#records.push(entry);
    } else {
      this.#records[this.#oldest] = entry;
      this.#oldest = (this.#oldest + 1) % this.limit;
    }
    const key = `${service}:${operation}`;
    const count = this.#counts.get(key) ?? { total: 0, failed: 0 };
    count.total += 1;
    if (outcome !== 'ok') count.failed += 1;
    // A name that no service knows comes from the client: do not let it grow the log.
    if (this.#counts.has(key) || this.#counts.size < 500) {
      this.#counts.set(key, count);
    }
  }

  /** The newest calls, oldest first; of one operation if it is named. */
  list(operation?: string): CallRecord[] {
    const ordered = [
      ...this.#records.slice(this.#oldest),
      ...this.#records.slice(0, this.#oldest),
    ];
    return operation
      ? ordered.filter(record => record.operation === operation)
      : ordered;
  }

  /** All calls since the start or the last `clear`, of one operation if it is named. */
  count(operation?: string): { total: number; failed: number } {
    const sum = { total: 0, failed: 0 };
    for (const [key, { total, failed }] of this.#counts) {
      if (operation && key.split(':')[1] !== operation) continue;
      sum.total += total;
      sum.failed += failed;
    }
    return sum;
  }

  clear(): void {
    this.#records = [];
    this.#oldest = 0;
    this.#counts.clear();
  }
}
