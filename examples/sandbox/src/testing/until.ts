import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until the answer passes, and fails with the last answer when it does not. */
export async function until<T>(
  ask: () => Promise<T> | T,
  passes: (answer: T) => boolean,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (passes(answer)) return answer;
    if (Date.now() > deadline) {
      throw new Error(`It did not come to pass: ${JSON.stringify(answer)}`);
    }
    await delay(10);
  }
}
