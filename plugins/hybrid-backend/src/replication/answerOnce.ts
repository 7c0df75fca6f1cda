import type { Clock } from '../durable/retry';
import { HybridError, problemIn } from '../errors';
import type { AnswerStore, Ask } from './AnswerStore';

/** How long a request waits for another action on the same replication. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 100;

/**
 * Runs an action once per key, and one at a time per subject. The same request again gets
 * the answer of the first, also when it comes while that is still under way.
 */
export async function answerOnce<T>(
  { store, clock }: { store: AnswerStore; clock: Clock },
  ask: Ask,
  act: (options: { inDoubt: boolean }) => Promise<T>,
): Promise<{ answer: T; repeated: boolean }> {
  const deadline = clock.now().getTime() + PATIENCE_MS;
  for (;;) {
    const begun = await store.begin(ask);
    switch (begun.is) {
      case 'answered':
        return { answer: begun.answer as T, repeated: true };
      case 'reused':
        throw keyReused();
      case 'begun':
        return {
          answer: await run(store, ask, () => act(begun)),
          repeated: false,
        };
      default:
        if (clock.now().getTime() > deadline) throw busy(ask.subject);
        await clock.sleep(PAUSE_MS, new AbortController().signal);
    }
  }
}

async function run<T>(
  store: AnswerStore,
  ask: Ask,
  act: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await act();
    await store.finish(ask, answer);
    return answer;
  } catch (error) {
    await store.giveUp(ask, { inDoubt: isInDoubt(error) });
    throw error;
  }
}

/** Whether AWS may have done what it did not answer. */
export function isInDoubt(error: unknown): boolean {
  const problem = problemIn(error);
  return (
    !problem ||
    problem.code === 'aws-unreachable' ||
    problem.code === 'aws-failed'
  );
}

function keyReused(): HybridError {
  return new HybridError({
    code: 'idempotency-key-reused',
    message: `The 'Idempotency-Key' header was used before, with another request.`,
    remedy: 'Use a new key for a new action, such as a new UUID.',
  });
}

function busy(subject: string): HybridError {
  return new HybridError({
    code: 'replication-state',
    message: `Another action on ${subject} is under way.`,
    remedy: 'Wait a moment, look at its state, and try again.',
  });
}
