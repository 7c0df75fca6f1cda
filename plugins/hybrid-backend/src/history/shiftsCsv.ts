import type {
  Shift,
  ShiftEvent,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { stringify } from 'csv-stringify';
import type { Transform } from 'node:stream';

/** One row of the table: a shift and one thing that happened to it. */
interface Row {
  shift: Shift;
  event?: ShiftEvent;
}

type Cell = string | number | undefined;

/** The columns in order, by their names in the header row. */
const COLUMNS: Record<string, (row: Row) => Cell> = {
  shift_id: ({ shift }) => shift.id,
  platform: ({ shift }) => shift.platform,
  service: ({ shift }) => shift.service,
  entity_ref: ({ shift }) => shift.entityRef,
  kind: ({ shift }) => shift.kind,
  state: ({ shift }) => shift.state,
  requested_by: ({ shift }) => shift.requestedBy,
  reason: ({ shift }) => shift.reason,
  from_on_prem: ({ shift }) => shift.from['on-prem'],
  from_aws: ({ shift }) => shift.from.aws,
  to_on_prem: ({ shift }) => shift.to['on-prem'],
  to_aws: ({ shift }) => shift.to.aws,
  created_at: ({ shift }) => shift.createdAt,
  ended_at: ({ shift }) => shift.endedAt,
  recovery_time_seconds: ({ shift }) => shift.recoveryTimeSeconds,
  return_time_seconds: ({ shift }) => shift.returnTimeSeconds,
  problem_code: ({ shift }) => shift.problem?.code,
  problem_message: ({ shift }) => shift.problem?.message,
  forced_rules: ({ shift }) => shift.forced?.join(' '),
  approval_decision: ({ shift }) => shift.approval?.decision,
  approval_by: ({ shift }) => shift.approval?.by,
  approval_at: ({ shift }) => shift.approval?.at,
  evacuation_id: ({ shift }) => shift.evacuationId,
  event_sequence: ({ event }) => event?.sequence,
  event_at: ({ event }) => event?.at,
  event_type: ({ event }) => event?.type,
  event_step: ({ event }) => event?.step,
  event_on_prem: ({ event }) => event?.weights?.['on-prem'],
  event_aws: ({ event }) => event?.weights?.aws,
  event_message: ({ event }) => event?.message,
  aws_request_id: ({ event }) => event?.awsRequestId,
};

/** Rows of a shift, one per event. */
export function toRows(shift: Shift): Cell[][] {
  const rows: Row[] =
    shift.events.length > 0
      ? shift.events.map(event => ({ shift, event }))
      : [{ shift }];
  return rows.map(row => Object.values(COLUMNS).map(cell => cell(row)));
}

/**
 * Writes rows as CSV after RFC 4180. People open it in spreadsheets, which take a cell that
 * begins like a formula for one: reasons are free text, so such cells are escaped.
 */
export function csvWriter(): Transform {
  return stringify({
    header: true,
    columns: Object.keys(COLUMNS),
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
