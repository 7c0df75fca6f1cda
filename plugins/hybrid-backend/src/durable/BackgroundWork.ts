/**
 * Work that nobody waits for: one thing of a kind at a time, and what comes meanwhile is passed
 * over. Nothing that goes wrong in it reaches whoever asked for it.
 */
export class BackgroundWork {
  readonly #underway = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(private readonly failed: (error: Error) => void) {}

  /** Is aborted when the work is to stop. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  start(what: string, work: () => Promise<void>): void {
    if (this.signal.aborted || this.#underway.has(what)) return;
    const underway = work()
      .catch(error => {
        if (!this.signal.aborted) this.failed(error as Error);
      })
      .finally(() => this.#underway.delete(what));
    this.#underway.set(what, underway);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#underway.values());
  }
}
