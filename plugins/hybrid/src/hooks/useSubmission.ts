import { useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Shift,
  ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { isDefiniteRefusal } from '../errors';
import { newIdempotencyKey } from './idempotencyKey';

/**
 * Starts a shift, once: a second press while the first is under way does nothing, and a
 * retry after an answer got lost carries the same key, so that the backend returns the
 * shift that it already has. A changed request, or one that the backend refused, is a new
 * one with a new key.
 */
export function useSubmission(
  entityRef: string,
  onStarted: (shift: Shift) => void,
) {
  const api = useApi(hybridApiRef);
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

  const submit = async (request: ShiftRequest) => {
    if (sending.current) return;
    sending.current = true;
    setIsSending(true);
    setError(undefined);
    const body = JSON.stringify(request);
    if (attempt.current?.body !== body) {
      attempt.current = { body, key: newIdempotencyKey() };
    }
    try {
      const shift = await api.shift(entityRef, request, {
        idempotencyKey: attempt.current.key,
      });
      attempt.current = undefined;
      if (mounted.current) onStarted(shift);
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
