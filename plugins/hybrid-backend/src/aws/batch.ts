import { currentPriority, type Priority } from './priority';

/** What ELB takes of rules, and of resources with tags, in one call. */
export const MAX_BATCH = 20;

interface Asked<Result> {
  key: string;
  group: string;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Asks for many things in one call. What is asked for while a call waits for its turn goes
 * along with it: nobody waits for that, and the more there is to do, the more share a call.
 * An answer never comes from a call that was sent before it was asked for.
 */
export class Batch<Result> {
  readonly #waiting = new Map<Priority, Asked<Result>[]>();
  /** Whose next call waits for its turn. */
  readonly #queued = new Set<Priority>();

  constructor(
    private readonly options: {
      /** Resolves when a call may be made. */
      acquire(): Promise<void>;
      /** Answers all keys, which are of one group, or fails for all. The turn is taken. */
      call(keys: string[], group: string): Promise<Map<string, Result>>;
      /** Whether a failure is not of one key alone, so that asking singly does not help. */
      failsForAll(error: unknown): boolean;
    },
  ) {}

  /** Only what is asked with the same `group` can share a call. */
  get(key: string, group = ''): Promise<Result> {
    const priority = currentPriority();
    const waiting = this.#waiting.get(priority) ?? [];
    this.#waiting.set(priority, waiting);
    return new Promise((resolve, reject) => {
      waiting.push({ key, group, resolve, reject });
      if (!this.#queued.has(priority)) void this.#sendNext(priority);
    });
  }

  async #sendNext(priority: Priority): Promise<void> {
    this.#queued.add(priority);
    await this.options.acquire();
    this.#queued.delete(priority);
    const batch = this.#take(priority);
    if (this.#waiting.get(priority)!.length > 0) void this.#sendNext(priority);
    await this.#answer(batch);
  }

  #take(priority: Priority): Asked<Result>[] {
    const waiting = this.#waiting.get(priority)!;
    const { group } = waiting[0];
    const keys = new Set<string>();
    const batch = waiting.filter(asked => {
      if (asked.group !== group) return false;
      if (keys.size < MAX_BATCH) keys.add(asked.key);
      return keys.has(asked.key);
    });
    // In place: who asks meanwhile adds to this list.
    waiting.splice(
      0,
      waiting.length,
      ...waiting.filter(asked => !batch.includes(asked)),
    );
    return batch;
  }

  async #answer(batch: Asked<Result>[]): Promise<void> {
    const keys = [...new Set(batch.map(({ key }) => key))];
    try {
      const results = await this.options.call(keys, batch[0].group);
      batch.forEach(({ key, resolve }) => resolve(results.get(key)!));
    } catch (error) {
      if (keys.length === 1 || this.options.failsForAll(error)) {
        batch.forEach(({ reject }) => reject(error));
        return;
      }
      // AWS answers nothing of a call when it does not know one of the resources.
      await Promise.all(
        keys.map(async key => {
          await this.options.acquire();
          await this.#answer(batch.filter(one => one.key === key));
        }),
      );
    }
  }
}
