import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';
import { SingleFlight } from './SingleFlight';

/** What was last looked up, and why it could not be looked up again. */
export interface CachedValue<T> {
  value?: T;
  problem?: Problem;
}

interface Memory<T> extends CachedValue<T> {
  at: number;
}

/** Old memories are dropped beyond this many, so that a busy backend does not grow. */
const MAX_MEMORIES = 1_000;

/**
 * Looks something up at most once per `maxAgeMs` and key. When a look-up fails with a
 * problem, the last value is answered together with the problem.
 */
export class Cached<T> {
  readonly #memories = new Map<string, Memory<T>>();
  readonly #flights = new SingleFlight<Memory<T>>();

  constructor(private readonly options: { maxAgeMs: number; now(): Date }) {}

  async get(key: string, lookUp: () => Promise<T>): Promise<CachedValue<T>> {
    const memory = this.#memories.get(key);
    const age = this.options.now().getTime() - (memory?.at ?? -Infinity);
    if (memory && age < this.options.maxAgeMs) return memory;
    return this.#flights.run(key, () => this.#lookUp(key, lookUp));
  }

  async #lookUp(key: string, lookUp: () => Promise<T>): Promise<Memory<T>> {
    const memory = await this.#tryTo(key, lookUp);
    this.#memories.delete(key);
    this.#memories.set(key, memory);
    if (this.#memories.size > MAX_MEMORIES) {
      this.#memories.delete(this.#memories.keys().next().value!);
    }
    return memory;
  }

  async #tryTo(key: string, lookUp: () => Promise<T>): Promise<Memory<T>> {
    try {
      const value = await lookUp();
      return { value, at: this.options.now().getTime() };
    } catch (error) {
      if (!(error instanceof HybridError)) throw error;
      return {
        value: this.#memories.get(key)?.value,
        problem: error.problem,
        at: this.options.now().getTime(),
      };
    }
  }
}
