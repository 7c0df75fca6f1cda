import type {
  Shift,
  ShiftEvent,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { EVENTS, SHIFTS, toShift, type EventRow, type ShiftRow } from './rows';
import { abortOf, type RequestedAbort } from './ShiftLeases';

/** The hold that a shift itself has on its rule. */
export interface OwnHold {
  /** The tag's value, by which it is told from every other hold. */
  value: string;
  /** The requester's own hold that it replaced, to be put back. */
  before?: string;
}

/** All that is kept of a shift: what a process must know that carries it on. */
export interface ShiftRecord {
  shift: Shift;
  /** Who carries it out, or did so last. */
  leaseOwner?: string;
  /** The hold that it has on its rule. */
  hold?: OwnHold;
  /** What automation had noted on the rule before the shift took it over. */
  automationBefore?: string;
  /** When the bake, or the drill, ends. ISO time. */
  until?: string;
  /** When the last step's weights were verified. ISO time. */
  verifiedAt?: string;
  abort?: RequestedAbort;
}

/** A shift and what happened to it since it was last told of, in order. */
export interface ShiftUpdate {
  shift: Shift;
  events: ShiftEvent[];
}

/** All that is kept of a shift, or nothing when there is no such shift. */
export async function loadShift(
  knex: Knex,
  id: string,
): Promise<ShiftRecord | undefined> {
  const row = await knex<ShiftRow>(SHIFTS).where({ id }).first();
  if (!row) return undefined;
  const events = await knex<EventRow>(EVENTS)
    .where({ shift_id: id })
    .orderBy('sequence');
  return toRecord(row, events);
}

function toRecord(row: ShiftRow, events: EventRow[]): ShiftRecord {
  const abort = abortOf(row);
  return {
    shift: toShift(row, events),
    ...(row.lease_owner && { leaseOwner: row.lease_owner }),
    ...(row.hold && {
      hold: {
        value: row.hold,
        ...(row.hold_before && { before: row.hold_before }),
      },
    }),
    ...(row.automation_before && { automationBefore: row.automation_before }),
    ...(row.step_until && { until: row.step_until }),
    ...(row.verified_at && { verifiedAt: row.verified_at }),
    ...(abort && { abort }),
  };
}
