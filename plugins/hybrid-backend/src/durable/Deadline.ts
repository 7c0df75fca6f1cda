/**
 * Until when something may be done. It is over at its time also for a process that was
 * suspended until then, whose timers have not run yet.
 */
export class Deadline {
  /** Aborts when it is over. */
  readonly signal: AbortSignal;
  readonly #from = elapsed();

  constructor(private readonly ms: number) {
    this.signal = AbortSignal.timeout(ms);
  }

  get isOver(): boolean {
    const now = elapsed();
    return now.some((time, clock) => time - this.#from[clock] >= this.ms);
  }

  /** For right before what may be done no more. */
  throwIfOver(): void {
    if (!this.isOver) return;
    const error = new Error(`The time for it, ${this.ms} ms, is over`);
    error.name = 'AbortError';
    throw error;
  }
}

/** By two clocks: one that nobody sets, and one that goes on while the machine sleeps. */
function elapsed(): readonly number[] {
  return [performance.now(), Date.now()];
}
