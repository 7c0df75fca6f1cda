import type { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as delay } from 'node:timers/promises';
import { isTransient, taskError } from './failures';
import { durationInWords } from './words';

/** A look that takes longer than this counts as not answered. */
const LOOK_MS = 30_000;

/** Why following ended, and what was seen last. */
export interface Ending<T> {
  because: 'done' | 'timed-out' | 'cancelled';
  last?: T;
}

/**
 * Looks until it is done, the time is over or the task is cancelled. A backend that does not
 * answer for a while, such as during its restart, ends nothing: what is followed goes on
 * without anybody who looks.
 */
export async function follow<T>(options: {
  look(signal: AbortSignal): Promise<T>;
  /** Called with every look's result, before `isDone`. */
  onLook(seen: T): void;
  isDone(seen: T): boolean;
  timeoutMs: number;
  pollMs: number;
  outageMs: number;
  signal?: AbortSignal;
  logger: Pick<LoggerService, 'info' | 'warn'>;
}): Promise<Ending<T>> {
  const { signal, logger, pollMs, outageMs } = options;
  const deadline = Date.now() + options.timeoutMs;
  let last: T | undefined;
  let silentSince: number | undefined;

  while (!signal?.aborted) {
    try {
      last = await options.look(
        AbortSignal.any([
          AbortSignal.timeout(LOOK_MS),
          ...(signal ? [signal] : []),
        ]),
      );
      if (silentSince !== undefined) logger.info('The backend answers again');
      silentSince = undefined;
      options.onLook(last);
      if (options.isDone(last)) return { because: 'done', last };
    } catch (error) {
      if (signal?.aborted) break;
      if (!isTransient(error)) throw taskError(error);
      silentSince ??= announceSilence(logger, error as Error, outageMs);
      if (Date.now() - silentSince >= outageMs) throw taskError(error);
    }
    if (Date.now() >= deadline) return { because: 'timed-out', last };
    await delay(pollMs, undefined, { signal }).catch(() => {});
  }
  return { because: 'cancelled', last };
}

function announceSilence(
  logger: Pick<LoggerService, 'warn'>,
  error: Error,
  outageMs: number,
): number {
  logger.warn(
    `The backend does not answer (${
      error.message
    }). Going on asking for ${durationInWords(
      outageMs / 1000,
    )}; what is under way goes on meanwhile`,
  );
  return Date.now();
}
