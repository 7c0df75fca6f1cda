import {
  FINAL_SHIFT_STATES,
  type EvacuationState,
  type ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ItemRow } from './rows';

type OpenItem = Pick<ItemRow, 'service' | 'state' | 'shift_id'>;

/** How far an evacuation is. */
export interface Progress<T extends OpenItem> {
  /** The items that are not at their end. */
  open: T[];
  /** The shifts of items that were under way. */
  shifts: { state: ShiftState }[];
  /** The services whose shifts are being started at this moment. */
  starting: ReadonlySet<string>;
  /** Somebody has asked for it to end. */
  aborting: boolean;
}

/** What is left to do: nothing, or what waits to be started beside so many that are busy. */
export type Remaining<T> =
  | { end: EvacuationState; waiting?: undefined; busy?: undefined }
  | { end?: undefined; waiting: T[]; busy: number };

export function remaining<T extends OpenItem>({
  open,
  shifts,
  starting,
  aborting,
}: Progress<T>): Remaining<T> {
  // A shift that may have been started is not given up: one that was begun and has no id
  // yet was interrupted, and asking again finds it or makes it.
  const waiting = open.filter(
    ({ service, shift_id: shiftId, state }) =>
      !shiftId && !starting.has(service) && !(aborting && state === 'pending'),
  );
  const underWay = open.some(({ state }) => state !== 'pending');
  if (waiting.length === 0 && !underWay && starting.size === 0) {
    return { end: aborting ? 'aborted' : 'completed' };
  }
  // What waits for an approval needs nothing of AWS, and keeps nobody else waiting.
  const busy = shifts.filter(
    ({ state }) =>
      state !== 'awaiting-approval' && !FINAL_SHIFT_STATES.includes(state),
  ).length;
  return { waiting, busy: busy + starting.size };
}
