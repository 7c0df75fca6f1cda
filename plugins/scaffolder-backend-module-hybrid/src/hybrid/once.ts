import type { JsonValue } from '@backstage/types';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isTransient, taskError } from './errors';
import type { TaskContext } from './options';

const ATTEMPTS = 3;
const PAUSE_MS = 500;

/**
 * Does something in the backend once per task, however often the task is retried. The
 * checkpoint keeps the result; the key keeps the backend from doing it again when the
 * scaffolder died after the request and before the checkpoint.
 *
 * @param what - names what is done, and to what, within the step: a step with `each` runs
 * several times
 */
export async function oncePerTask<T>(
  ctx: TaskContext,
  what: object,
  act: (idempotencyKey: string) => Promise<T>,
): Promise<T> {
  const digest = createHash('sha256')
    .update(JSON.stringify([ctx.task.id, ctx.step?.id, what]))
    .digest('hex');
  const result: unknown = await ctx.checkpoint({
    key: `hybrid.${digest.slice(0, 32)}`,
    fn: async (): Promise<JsonValue> =>
      toJson(await withRetries(() => act(`scaffolder-${digest}`))),
  });
  return result as T;
}

/** What a checkpoint keeps. */
function toJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value));
}

/** A connection that fails says nothing about what was done, and the key makes it safe to repeat. */
async function withRetries<T>(act: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await act();
    } catch (error) {
      const refused = (error as { statusCode?: number }).statusCode;
      if (refused || left === 0 || !isTransient(error)) throw taskError(error);
      await delay(PAUSE_MS);
    }
  }
}
