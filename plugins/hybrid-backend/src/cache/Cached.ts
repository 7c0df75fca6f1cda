import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';
import { SingleFlight } from './SingleFlight';

/** What was last looked up, and why it could not be looked up again. */
export interface CachedValue<T> {
  value?: T;
  /** When the look-up of the value began: since then it may have become another. */
  lookedUpAt?: Date;
  problem?: Problem;
}

interface Entry<T> extends CachedValue<T> {
  /** When the last look-up ended, well or not. */
  at: number;
}

/** Old entries are dropped beyond this many, so that a busy backend does not grow. */
const MAX_ENTRIES = 1_000;

/**
 * Looks something up at most once per `maxAgeMs` and key. When a look-up fails with a
 * problem, the last value is answered together with the problem.
 */
export class Cached<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #flights = new SingleFlight<Entry<T>>();

  constructor(private readonly options: { maxAgeMs: number; now(): Date }) {}

  async get(key: string, lookUp: () => Promise<T>): Promise<CachedValue<T>> {
    const entry = this.#entries.get(key);
    const age = this.options.now().getTime() - (entry?.at ?? -Infinity);
    if (entry && age < this.options.maxAgeMs) return entry;
    return this.#flights.run(key, () => this.#lookUp(key, lookUp));
  }

  async #lookUp(key: string, lookUp: () => Promise<T>): Promise<Entry<T>> {
    const entry = await this.#tryTo(key, lookUp);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > MAX_ENTRIES) {
      this.#entries.delete(this.#entries.keys().next().value!);
    }
    return entry;
  }

  async #tryTo(key: string, lookUp: () => Promise<T>): Promise<Entry<T>> {
    const lookedUpAt = this.options.now();
    try {
      const value = await lookUp();
      return { value, lookedUpAt, at: this.options.now().getTime() };
    } catch (error) {
      if (!(error instanceof HybridError)) throw error;
      const last = this.#entries.get(key);
      return {
        value: last?.value,
        lookedUpAt: last?.lookedUpAt,
        problem: error.problem,
        at: this.options.now().getTime(),
      };
    }
  }
}
