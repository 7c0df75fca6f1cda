import type {
  Shift,
  ShiftEvent,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import type { Deadline } from '../../durable/Deadline';
import { EVENTS, SHIFTS, toShift, type EventRow, type ShiftRow } from './rows';
import { abortOf, type RequestedAbort } from './ShiftLeases';
import type { NewEvent, OwnHold, ShiftChange, ShiftEnd } from './writes';

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

/** A shift as its runner knows it, and what it writes of it. */
export interface ShiftLog {
  readonly record: ShiftRecord;
  readonly shift: Shift;
  /** Learns what others have written of the shift: that somebody aborts it. */
  refresh(): Promise<void>;
  /** Adds an event, and makes the change that belongs to it: both or neither. */
  append(event: NewEvent, change?: ShiftChange): Promise<void>;
  /** Changes what is kept of the shift. Doing so twice is as once. */
  save(change: ShiftChange): Promise<void>;
  /** Ends the shift, says how, and gives its service free: all of it or nothing. */
  end(end: ShiftEnd, event: NewEvent): Promise<void>;
  /**
   * Renews the lease just before something outside the database is changed, which no
   * transaction can undo. Throws when somebody else has it; answers until when nobody can.
   */
  fence(): Promise<Deadline>;
}

/** The record with a change, and with an event behind its last. */
export function withChange(
  record: ShiftRecord,
  change: ShiftChange,
  event?: NewEvent & { at: string },
): ShiftRecord {
  const { hold, until, automationBefore, verifiedAt, state, plan } = change;
  const { events } = record.shift;
  const sequence = events.length + 1;
  return {
    ...record,
    shift: {
      ...record.shift,
      ...(state && { state }),
      ...(plan && { plan }),
      ...(event && { events: [...events, { ...event, sequence }] }),
    },
    ...(hold !== undefined && { hold: hold ?? undefined }),
    ...(until !== undefined && { until: until ?? undefined }),
    ...(automationBefore && { automationBefore }),
    ...(verifiedAt && { verifiedAt }),
  };
}

/**
 * All that is kept of a shift, or nothing when there is no such shift. Its row and its events
 * are of one moment: a shift that ends meanwhile is not read as under way, but at its end.
 */
export function loadShift(
  knex: Knex,
  id: string,
): Promise<ShiftRecord | undefined> {
  return knex.transaction(
    async tx => {
      const row = await tx<ShiftRow>(SHIFTS).where({ id }).first();
      if (!row) return undefined;
      const events = await tx<EventRow>(EVENTS)
        .where({ shift_id: id })
        .orderBy('sequence');
      return toRecord(row, events);
    },
    // SQLite has but one level, which is higher than this.
    knex.client.config.client === 'pg'
      ? { isolationLevel: 'repeatable read', readOnly: true }
      : {},
  );
}

/** All that is kept of a shift, from its row and its events. */
export function toRecord(row: ShiftRow, events: EventRow[]): ShiftRecord {
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
