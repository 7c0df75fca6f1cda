import type { AbortAsked } from '../record/ShiftLeases';

/** Ends what a shift was doing because somebody aborts it. */
export class Aborted extends Error {
  readonly name = 'Aborted';
}

/** Whether somebody wants a shift to end, as its run learns it. */
export class AbortWish {
  readonly #controller = new AbortController();
  #asked: AbortAsked | undefined;

  constructor(asked?: AbortAsked) {
    if (asked) this.ask(asked);
  }

  ask(asked: AbortAsked): void {
    this.#asked = asked;
    this.#controller.abort();
  }

  get asked(): AbortAsked | undefined {
    return this.#asked;
  }

  /** Aborts when it is asked for, so that a pause ends early. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** For where a shift may safely stop. */
  throwIfAsked(): void {
    if (this.#asked) throw new Aborted();
  }
}
