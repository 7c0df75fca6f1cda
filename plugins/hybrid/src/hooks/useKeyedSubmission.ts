import { useRef } from 'react';
import { isDefiniteRefusal } from '../errors';
import { newIdempotencyKey } from './idempotencyKey';
import { useAction } from './useAction';

/**
 * An action that must take effect once: a retry after an answer got lost carries the same
 * key, so that the backend answers with what it already has. A changed request, or one that
 * the backend refused, is a new one with a new key.
 */
export function useKeyedSubmission<Request, Result>(
  send: (
    request: Request,
    options: { idempotencyKey: string },
  ) => Promise<Result>,
  onDone: (result: Result) => void,
  /** What of a request makes it another one. */
  identityOf: (request: Request) => unknown = request => request,
) {
  const attempt = useRef<{ body: string; idempotencyKey: string }>();

  return useAction(async (request: Request) => {
    const body = JSON.stringify(identityOf(request));
    if (attempt.current?.body !== body) {
      attempt.current = { body, idempotencyKey: newIdempotencyKey() };
    }
    const { idempotencyKey } = attempt.current;
    try {
      const result = await send(request, { idempotencyKey });
      attempt.current = undefined;
      return result;
    } catch (error) {
      if (isDefiniteRefusal(error)) attempt.current = undefined;
      throw error;
    }
  }, onDone);
}
