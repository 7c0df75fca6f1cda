import type { LambdaFunction } from '../model';

type Outcome = Awaited<ReturnType<LambdaFunction['invoke']>>;

/**
 * Hands an event to a function as Lambda does for alarms and schedules: nobody waits for
 * the answer, and a failure is tried again after one minute, and after two more.
 */
export async function invokeAsync(
  lambda: LambdaFunction,
  payload: unknown,
  options: {
    minuteMs: number;
    /** How often it is tried again; Lambda's own default is 2. */
    retries: number;
    signal: AbortSignal;
    onFailure(error: NonNullable<Outcome['error']>, attempt: number): void;
  },
): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await lambda.invoke(payload);
    if (!outcome.error || options.signal.aborted) return outcome;
    options.onFailure(outcome.error, attempt);
    if (attempt > options.retries) return outcome;
    await pause(attempt * options.minuteMs, options.signal);
    if (options.signal.aborted) return outcome;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
