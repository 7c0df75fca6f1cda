import type { KeyedRequest } from './idempotency';
import type { IdempotencyStore } from './IdempotencyStore';
import type { Clock } from './retry';

/** How long a request waits for another action on the same resource. */
const WAIT_MS = 20_000;
const PAUSE_MS = 100;

export interface OnceOptions {
  store: IdempotencyStore;
  clock: Clock;
  /** What the action is on: one at a time. */
  resource: string;
  /** Whether what failed so may have taken effect all the same. */
  isInDoubt(error: unknown): boolean;
  /** What whoever waited too long for another action is told. */
  busy(): Error;
}

/**
 * Runs an action once per key, and one at a time per resource. The same request again gets
 * the answer of the first, also when it comes while that is still under way.
 */
export async function once<T>(
  options: OnceOptions,
  request: KeyedRequest,
  act: (how: { inDoubt: boolean }) => Promise<T>,
): Promise<{ answer: T; repeated: boolean }> {
  const { store, clock, resource } = options;
  const deadline = clock.now().getTime() + WAIT_MS;
  for (;;) {
    const begun = await store.begin(request, resource);
    switch (begun.is) {
      case 'answered':
        return { answer: begun.answer as T, repeated: true };
      case 'begun':
        return {
          answer: await run(options, request, () => act(begun)),
          repeated: false,
        };
      default:
        if (clock.now().getTime() > deadline) throw options.busy();
        await clock.sleep(PAUSE_MS, new AbortController().signal);
    }
  }
}

async function run<T>(
  { store, isInDoubt }: OnceOptions,
  request: KeyedRequest,
  act: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await act();
    await store.finish(request, answer);
    return answer;
  } catch (error) {
    await store.giveUp(request, { inDoubt: isInDoubt(error) });
    throw error;
  }
}
