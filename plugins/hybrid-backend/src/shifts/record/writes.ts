import type {
  Plan,
  Problem,
  ShiftEvent,
  ShiftState,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { EVENTS, SHIFTS, type EventRow, type ShiftRow } from './rows';
import { isFinal, statesBefore } from './states';

/** The hold that a shift itself has on its rule. */
export interface OwnHold {
  /** The tag's value, by which it is told from every other hold. */
  value: string;
  /** The requester's own hold that it replaced, to be put back. */
  before?: string;
}

/** Something that happened, before it has its place and time in the history. */
export type NewEvent = Pick<ShiftEvent, 'type' | 'message'> & {
  step?: number;
  weights?: Weights;
  awsRequestId?: string;
};

/** How a shift ended. */
export interface ShiftEnd {
  state: ShiftState;
  problem?: Problem;
  recoveryTimeSeconds?: number;
  returnTimeSeconds?: number;
}

/** What changes of a shift that goes on. Null: it is no more. */
export interface ShiftChange {
  state?: ShiftState;
  step?: number;
  /** When the bake, or the drill, ends. */
  until?: string | null;
  verifiedAt?: string;
  automationBefore?: string;
  hold?: OwnHold | null;
  /** With the rules that joined the shift. */
  plan?: Plan;
}

/** Adds an event behind the last. The caller's transaction has locked the shift's row. */
export async function insertEvent(
  tx: Knex,
  shiftId: string,
  event: NewEvent,
  at: string,
): Promise<EventRow> {
  const [{ last }] = await tx(EVENTS)
    .where({ shift_id: shiftId })
    .max({ last: 'sequence' });
  const row: EventRow = {
    shift_id: shiftId,
    sequence: Number(last ?? 0) + 1,
    at,
    type: event.type,
    message: event.message,
    weight_on_prem: event.weights?.['on-prem'] ?? null,
    weight_aws: event.weights?.aws ?? null,
    aws_request_id: event.awsRequestId ?? null,
    step: event.step ?? null,
  };
  await tx<EventRow>(EVENTS).insert(row);
  return row;
}

/** The columns of a change; what it leaves out stays. */
export function changeColumns(change: ShiftChange): Partial<ShiftRow> {
  const { hold } = change;
  return {
    ...(change.state && { state: change.state }),
    ...(change.step !== undefined && { step: change.step }),
    ...(change.until !== undefined && { step_until: change.until }),
    ...(change.verifiedAt && { verified_at: change.verifiedAt }),
    ...(change.automationBefore && {
      automation_before: change.automationBefore,
    }),
    ...(change.plan && { plan: JSON.stringify(change.plan) }),
    ...(hold !== undefined && {
      hold: hold?.value ?? null,
      hold_before: hold?.before ?? null,
    }),
  };
}

/** The columns of an end, which gives the service free. */
export function endColumns(end: ShiftEnd, at: string): Partial<ShiftRow> {
  if (!isFinal(end.state)) throw new Error(`${end.state} is no end`);
  return {
    state: end.state,
    ended_at: at,
    active_key: null,
    lease_owner: null,
    lease_expires_at: null,
    step_until: null,
    ...(end.problem && { problem: JSON.stringify(end.problem) }),
    ...(end.recoveryTimeSeconds !== undefined && {
      recovery_time_seconds: end.recoveryTimeSeconds,
    }),
    ...(end.returnTimeSeconds !== undefined && {
      return_time_seconds: end.returnTimeSeconds,
    }),
  };
}

/**
 * Changes a shift's row if it is as `where` says and may become what it is to be. Locks the
 * row until the transaction ends, so that its events get their numbers one after another.
 */
export async function updateShift(
  tx: Knex,
  where: { id: string; lease_owner?: string | null },
  columns: Partial<ShiftRow>,
): Promise<boolean> {
  const query = tx<ShiftRow>(SHIFTS).where(where).whereNotNull('active_key');
  const { state } = columns as { state?: ShiftState };
  if (state) query.whereIn('state', [...statesBefore(state), state]);
  // Setting the id to itself locks the row when nothing else is to be changed.
  return (await query.update({ id: where.id, ...columns })) === 1;
}
