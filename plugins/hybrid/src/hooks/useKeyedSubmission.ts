import { useEffect, useRef, useState } from 'react';
import { isDefiniteRefusal } from '../errors';
import { newIdempotencyKey } from './idempotencyKey';

/**
 * Sends a request that must take effect once: a second press while the first is under way
 * does nothing, and a retry after an answer got lost carries the same key, so that the
 * backend answers with what it already has. A changed request, or one that the backend
 * refused, is a new one with a new key.
 */
export function useKeyedSubmission<Request, Result>(
  send: (request: Request, idempotencyKey: string) => Promise<Result>,
  onDone: (result: Result) => void,
) {
  const attempt = useRef<{ body: string; key: string }>();
  const sending = useRef(false);
  const mounted = useRef(true);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<Error>();

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const submit = async (request: Request) => {
    if (sending.current) return;
    sending.current = true;
    setIsSending(true);
    setError(undefined);
    const body = JSON.stringify(request);
    if (attempt.current?.body !== body) {
      attempt.current = { body, key: newIdempotencyKey() };
    }
    try {
      const result = await send(request, attempt.current.key);
      attempt.current = undefined;
      if (mounted.current) onDone(result);
    } catch (thrown) {
      if (isDefiniteRefusal(thrown)) attempt.current = undefined;
      if (mounted.current) setError(thrown as Error);
    } finally {
      sending.current = false;
      if (mounted.current) setIsSending(false);
    }
  };

  return { submit, isSending, error };
}
