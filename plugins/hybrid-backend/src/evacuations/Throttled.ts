import type { Clock } from '../durable/retry';

/** Does something at most so often, and once more after the last time that it was asked for. */
export class Throttled {
  #doneAt = -Infinity;
  #last: NodeJS.Timeout | undefined;

  constructor(
    private readonly act: () => Promise<void>,
    private readonly everyMs: number,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  run(): void {
    const waitMs = this.#doneAt + this.everyMs - this.clock.now().getTime();
    if (waitMs <= 0) this.#act();
    else this.#last ??= setTimeout(() => this.#act(), waitMs).unref();
  }

  /** Does not do what it would have done later. */
  stop(): void {
    clearTimeout(this.#last);
  }

  #act(): void {
    this.#last = undefined;
    this.#doneAt = this.clock.now().getTime();
    void this.act();
  }
}
