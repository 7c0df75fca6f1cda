import {
  FINAL_SHIFT_STATES,
  type Shift,
  type ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useLive } from '../live/useLive';

const PROGRESS_INTERVAL_MS = 1_000;

/** Whether a shift has come to its end. */
export function isFinal(state: ShiftState): boolean {
  return FINAL_SHIFT_STATES.includes(state);
}

/** A shift with its events, followed until its end. */
export function useShift(entityRef: string, id: string, initial?: Shift) {
  return useLive<Shift>({
    key: ['shift', entityRef, id],
    load: (api, signal) => api.getShift(entityRef, id, { signal }),
    intervalMs: shift =>
      shift && isFinal(shift.state) ? undefined : PROGRESS_INTERVAL_MS,
    initial,
  });
}
