import type { Knex } from 'knex';
import { Leases } from '../../durable/Leases';
import { SHIFTS, type AbortMode, type ShiftRow } from './rows';

/** Somebody wants a shift to end. */
export interface RequestedAbort {
  mode: AbortMode;
  by: string;
}

/** What a shift's row has of an abort, which its runner looks for. */
export type AbortColumns = Pick<
  ShiftRow,
  'abort_requested' | 'abort_requested_by'
>;

/** Who may carry out which shift, until when; and whether somebody aborts it. */
export class ShiftLeases extends Leases<AbortColumns> {
  constructor(knex: Knex) {
    super(knex, SHIFTS, ['abort_requested', 'abort_requested_by']);
  }
}

/** What a row says of an abort. */
export function abortOf(row: AbortColumns): RequestedAbort | undefined {
  return row.abort_requested && row.abort_requested_by
    ? { mode: row.abort_requested, by: row.abort_requested_by }
    : undefined;
}
