import type { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as delay } from 'node:timers/promises';
import { isTransient, taskError } from './errors';
import { durationInWords } from './words';

/** A read that takes longer than this counts as not answered. */
const READ_TIMEOUT_MS = 30_000;

/** Why following ended, and what was read last. */
export interface Ending<T> {
  because: 'done' | 'timed-out' | 'cancelled';
  last?: T;
}

/**
 * Reads until it is done, the time is over or the task is cancelled. A backend that does not
 * answer for a while, such as during its restart, ends nothing: what is followed goes on
 * without anybody who reads.
 */
export async function follow<T>(options: {
  read(signal: AbortSignal): Promise<T>;
  /** Called with every result, before `isDone`. */
  onRead(result: T): void;
  isDone(result: T): boolean;
  timeoutMs: number;
  pollMs: number;
  outageMs: number;
  signal?: AbortSignal;
  logger: Pick<LoggerService, 'info' | 'warn'>;
}): Promise<Ending<T>> {
  const { signal, logger, pollMs, outageMs } = options;
  const deadline = Date.now() + options.timeoutMs;
  let last: T | undefined;
  let unansweredSince: number | undefined;

  while (!signal?.aborted) {
    try {
      last = await options.read(
        AbortSignal.any([
          AbortSignal.timeout(READ_TIMEOUT_MS),
          ...(signal ? [signal] : []),
        ]),
      );
      if (unansweredSince !== undefined)
        logger.info('The backend answers again');
      unansweredSince = undefined;
      options.onRead(last);
      if (options.isDone(last)) return { because: 'done', last };
    } catch (error) {
      if (signal?.aborted) break;
      if (!isTransient(error)) throw taskError(error);
      unansweredSince ??= announceOutage(logger, error as Error, outageMs);
      if (Date.now() - unansweredSince >= outageMs) throw taskError(error);
    }
    if (Date.now() >= deadline) return { because: 'timed-out', last };
    await delay(pollMs, undefined, { signal }).catch(() => {});
  }
  return { because: 'cancelled', last };
}

function announceOutage(
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
