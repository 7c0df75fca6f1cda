/** What is known of a {@link LiveResource} at one moment. */
export interface LiveState<T> {
  /** The last answer; kept while fetching again and when that fails. */
  data?: T;
  /** Why the last fetch failed; gone once one succeeds. */
  error?: Error;
  isFetching: boolean;
  /** When `data` arrived, as `Date.now()`. */
  updatedAt?: number;
}

/** How a {@link LiveResource} is fetched. */
export interface LiveOptions<T> {
  load(signal: AbortSignal): Promise<T>;
  /** Milliseconds to the next fetch after an answer; undefined: no further fetch. */
  intervalMs(data: T | undefined): number | undefined;
  /** Whether an error means that what was shown before may not be shown any longer. */
  discardsData?(error: Error): boolean;
  timeoutMs?: number;
}

const MAX_RETRY_MS = 60_000;
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Something that is fetched again and again while somebody looks at it: one fetch at a
 * time, the last answer kept when a fetch fails, and failures retried ever more slowly.
 */
export class LiveResource<T> {
  readonly #options: LiveOptions<T>;
  readonly #listeners = new Set<() => void>();
  #state: LiveState<T>;
  #timer?: ReturnType<typeof setTimeout>;
  #inFlight?: AbortController;
  #fetchAgain = false;
  #started = false;
  #paused = false;
  #failures = 0;

  constructor(options: LiveOptions<T>, initial?: T) {
    this.#options = options;
    this.#state = {
      data: initial,
      updatedAt: initial === undefined ? undefined : Date.now(),
      isFetching: false,
    };
  }

  get state(): LiveState<T> {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start() {
    this.#started = true;
    this.refetch();
  }

  stop() {
    this.#started = false;
    this.#fetchAgain = false;
    clearTimeout(this.#timer);
    this.#inFlight?.abort();
    this.#inFlight = undefined;
  }

  /** Stops polling, for a page that nobody sees; {@link LiveResource.resume} catches up. */
  pause() {
    this.#paused = true;
    clearTimeout(this.#timer);
  }

  resume() {
    if (!this.#paused) return;
    this.#paused = false;
    this.refetch();
  }

  /**
   * Fetches now. While a fetch is under way another one follows it, because that one's
   * answer may be older than the change that the caller knows of.
   */
  refetch = () => {
    if (!this.#started || this.#paused) return;
    clearTimeout(this.#timer);
    if (this.#inFlight) this.#fetchAgain = true;
    else void this.#fetch();
  };

  async #fetch() {
    const controller = new AbortController();
    const {
      load,
      discardsData,
      timeoutMs = DEFAULT_TIMEOUT_MS,
    } = this.#options;
    this.#inFlight = controller;
    this.#set({ ...this.#state, isFetching: true });
    try {
      const data = await withTimeout(load, controller, timeoutMs);
      if (this.#inFlight !== controller) return;
      this.#failures = 0;
      this.#set({ data, isFetching: false, updatedAt: Date.now() });
    } catch (thrown) {
      if (this.#inFlight !== controller) return;
      const error =
        thrown instanceof Error ? thrown : new Error(String(thrown));
      this.#failures += 1;
      const kept = discardsData?.(error) ? {} : this.#state;
      this.#set({ ...kept, error, isFetching: false });
    }
    this.#inFlight = undefined;
    this.#next();
  }

  #next() {
    if (!this.#started || this.#paused) return;
    if (this.#fetchAgain) {
      this.#fetchAgain = false;
      void this.#fetch();
      return;
    }
    const interval = this.#options.intervalMs(this.#state.data);
    if (interval === undefined) return;
    const wait = Math.max(
      interval,
      Math.min(interval * 2 ** this.#failures, MAX_RETRY_MS),
    );
    this.#timer = setTimeout(this.refetch, wait);
  }

  #set(state: LiveState<T>) {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Rejects when there is no answer in time, even if `load` ignores its signal. */
async function withTimeout<T>(
  load: (signal: AbortSignal) => Promise<T>,
  controller: AbortController,
  timeoutMs: number,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${timeoutMs / 1000} s`));
      controller.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([load(controller.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
