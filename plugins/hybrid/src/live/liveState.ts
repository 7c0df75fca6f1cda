/** What is known at one moment of something that is fetched again and again. */
export interface LiveState<T> {
  /** The last answer; kept while fetching again and when that fails. */
  data?: T;
  /** Why the last fetch failed; gone once one succeeds. */
  error?: Error;
  /** When `data` arrived, as `Date.now()`. */
  updatedAt?: number;
  isFetching: boolean;
}

/** The outcome of the last fetch. */
export interface Outcome<T> extends Omit<LiveState<T>, 'isFetching'> {
  /** How many fetches have failed since the last that succeeded. */
  failures: number;
}

const MAX_RETRY_MS = 60_000;
const DEFAULT_TIMEOUT_MS = 30_000;

/** Milliseconds to the next fetch: failures are retried ever more slowly. */
export function waitMs(intervalMs: number, failures: number): number {
  return Math.max(
    intervalMs,
    Math.min(intervalMs * 2 ** failures, MAX_RETRY_MS),
  );
}

/** Fetches once. Never fails: that the fetch did is an outcome, which keeps the last answer. */
export async function fetchOnce<T>(
  load: (signal: AbortSignal) => Promise<T>,
  options: {
    before: Outcome<T> | undefined;
    signal: AbortSignal;
    timeoutMs?: number;
    discardsData?: (error: Error) => boolean;
  },
): Promise<Outcome<T>> {
  const { before, signal, discardsData } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  try {
    const data = await withTimeout(load, signal, timeoutMs);
    return { data, updatedAt: Date.now(), failures: 0 };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const failures = (before?.failures ?? 0) + 1;
    return { ...(!discardsData?.(error) && before), error, failures };
  }
}

/** Rejects when there is no answer in time, even if `load` ignores its signal. */
async function withTimeout<T>(
  load: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal.addEventListener('abort', abort);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${timeoutMs / 1000} s`));
      abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([load(controller.signal), timeout]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
