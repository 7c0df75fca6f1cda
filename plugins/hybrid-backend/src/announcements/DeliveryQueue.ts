import type { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as delay } from 'node:timers/promises';
import { withTimeout } from '../durable/withTimeout';

/** What is to be delivered; may be tried more than once. */
export type Delivery = () => Promise<void>;

export interface DeliveryQueueOptions {
  /** What it delivers, for the log. */
  name: string;
  logger: LoggerService;
  /** How much may wait; beyond it, what waits longest is dropped. */
  capacity?: number;
  /** How often one delivery is tried. */
  attempts?: number;
  /** A delivery that takes longer counts as failed, so that the others get their turn. */
  timeoutMs?: number;
  backoffMs?: number;
}

/**
 * Delivers one thing after the other in the background. Whoever puts something in never
 * waits and never fails: nobody's shift may depend on who listens.
 */
export class DeliveryQueue {
  readonly #options: Required<DeliveryQueueOptions>;
  readonly #waiting = new Map<string, Delivery>();
  readonly #stopping = new AbortController();
  #work: Promise<void> | undefined;
  #dropped = 0;

  constructor(options: DeliveryQueueOptions) {
    this.#options = {
      capacity: 2_000,
      attempts: 1,
      timeoutMs: 10_000,
      backoffMs: 1_000,
      ...options,
    };
  }

  /** Takes a delivery; one that waits under the same key is replaced by it. */
  put(key: string, delivery: Delivery): void {
    if (this.#stopping.signal.aborted) return;
    const waiting = this.#waiting;
    if (!waiting.has(key) && waiting.size >= this.#options.capacity) {
      waiting.delete(waiting.keys().next().value!);
      this.#dropped += 1;
    }
    waiting.set(key, delivery);
    this.#work ??= this.#deliverAll();
  }

  /** Gives what waits a last chance, and takes nothing more. */
  async stop(withinMs = 3_000): Promise<void> {
    if (this.#work) await withTimeout(this.#work, withinMs, () => {});
    this.#stopping.abort();
    this.#waiting.clear();
  }

  async #deliverAll(): Promise<void> {
    for (const [key, delivery] of this.#waiting) {
      this.#waiting.delete(key);
      await this.#deliver(delivery);
      if (this.#stopping.signal.aborted) break;
    }
    this.#work = undefined;
    const { name, logger } = this.#options;
    if (this.#dropped > 0) {
      logger.warn(`${this.#dropped} ${name} were dropped: too many waited`);
      this.#dropped = 0;
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { name, logger, attempts, backoffMs, timeoutMs } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await withTimeout(delivery(), timeoutMs, () => {
          throw new Error(`It took longer than ${timeoutMs} ms`);
        });
        return;
      } catch (error) {
        if (attempt >= attempts) {
          logger.warn(`One of the ${name} failed`, error as Error);
          return;
        }
        const { signal } = this.#stopping;
        await delay(backoffMs * attempt, undefined, {
          ref: false,
          signal,
        }).catch(() => {});
        if (signal.aborted) return;
      }
    }
  }
}
