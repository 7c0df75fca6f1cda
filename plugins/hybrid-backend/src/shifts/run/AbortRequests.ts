import type { AbortRequest } from '../record/ShiftLeases';

/** Ends what a shift was doing because somebody aborts it. */
export class Aborted extends Error {
  readonly name = 'Aborted';
}

/** Whether somebody wants a shift to end, as its run learns it. */
export class AbortRequests {
  readonly #controller = new AbortController();
  #asked: AbortRequest | undefined;

  constructor(asked?: AbortRequest) {
    if (asked) this.ask(asked);
  }

  ask(asked: AbortRequest): void {
    this.#asked = asked;
    this.#controller.abort();
  }

  get asked(): AbortRequest | undefined {
    return this.#asked;
  }

  /** Aborts when it is asked for, so that a pause ends early. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** For where a shift may safely stop. */
  throwIfRequested(): void {
    if (this.#asked) throw new Aborted();
  }
}
