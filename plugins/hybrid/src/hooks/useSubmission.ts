import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Shift,
  ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { useKeyedSubmission } from './useKeyedSubmission';

/** Starts a shift, once. See {@link useKeyedSubmission}. */
export function useSubmission(
  entityRef: string,
  onStarted: (shift: Shift) => void,
) {
  const api = useApi(hybridApiRef);
  return useKeyedSubmission<ShiftRequest, Shift>(
    (request, idempotencyKey) =>
      api.shift(entityRef, request, { idempotencyKey }),
    onStarted,
  );
}
