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
 * Asks for many things in one call. A person is served at once. What an evacuation or the
 * background asks for while such a call is under way, or waits for its turn, shares the next
 * one: a thousand shifts take a fraction of the calls. An answer never comes from a call
 * that was sent before it was asked for.
 */
export class Batch<Result> {
  readonly #waiting = new Map<Priority, Asked<Result>[]>();
  readonly #underWay = new Map<Priority, number>();

  constructor(
    private readonly options: {
      /** Answers all keys, which are of one group, or fails for all. */
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
      // In the next turn, so that what is asked together is sent together.
      queueMicrotask(() => this.#sendNext(priority));
    });
  }

  #sendNext(priority: Priority): void {
    const waiting = this.#waiting.get(priority)!;
    const underWay = this.#underWay.get(priority) ?? 0;
    const waits =
      priority !== 'person' && underWay > 0 && waiting.length < MAX_BATCH;
    if (waiting.length === 0 || waits) return;
    const { group } = waiting[0];
    const keys = new Set<string>();
    const batch = waiting.filter(asked => {
      if (asked.group !== group) return false;
      if (keys.size < MAX_BATCH) keys.add(asked.key);
      return keys.has(asked.key);
    });
    this.#waiting.set(
      priority,
      waiting.filter(asked => !batch.includes(asked)),
    );
    this.#underWay.set(priority, underWay + 1);
    void this.#answer(batch).finally(() => {
      this.#underWay.set(priority, this.#underWay.get(priority)! - 1);
      this.#sendNext(priority);
    });
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
        keys.map(key => this.#answer(batch.filter(one => one.key === key))),
      );
    }
  }
}
