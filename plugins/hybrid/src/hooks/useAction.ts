import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Something that a button does: once at a time, with its error kept until the next try.
 * Answers whether it succeeded. `onDone` is for who is still there to see the result.
 */
export function useAction<Args extends unknown[], Result>(
  action: (...args: Args) => Promise<Result>,
  onDone?: (result: Result) => void,
) {
  const latest = useRef({ action, onDone });
  latest.current = { action, onDone };
  const running = useRef(false);
  const mounted = useRef(true);
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<Error>();

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const run = useCallback(async (...args: Args): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setIsPending(true);
    setError(undefined);
    try {
      const result = await latest.current.action(...args);
      if (mounted.current) latest.current.onDone?.(result);
      return true;
    } catch (thrown) {
      const asError =
        thrown instanceof Error ? thrown : new Error(String(thrown));
      if (mounted.current) setError(asError);
      return false;
    } finally {
      running.current = false;
      if (mounted.current) setIsPending(false);
    }
  }, []);

  return { run, isPending, error };
}
