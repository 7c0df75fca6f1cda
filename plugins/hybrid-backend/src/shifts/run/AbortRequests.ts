import type { RequestedAbort } from '../record/ShiftLeases';

/** Ends what a shift was doing because somebody aborts it. */
export class Aborted extends Error {
  readonly name = 'Aborted';
}

/** Whether somebody wants a shift to end, as its run learns it. */
export class AbortRequests {
  readonly #controller = new AbortController();
  #requested: RequestedAbort | undefined;

  constructor(request?: RequestedAbort) {
    if (request) this.add(request);
  }

  add(request: RequestedAbort): void {
    this.#requested = request;
    this.#controller.abort();
  }

  get requested(): RequestedAbort | undefined {
    return this.#requested;
  }

  /** Aborts when it is requested, so that a pause ends early. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** For where a shift may safely stop. */
  throwIfRequested(): void {
    if (this.#requested) throw new Aborted();
  }
}
