import type {
  AutomationMove,
  Shift,
  ShiftEvent,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { stringify } from 'csv-stringify';
import type { Transform } from 'node:stream';
import { isMove, type Entry } from './entries';

/** One row of the table: a shift and one thing that happened to it. */
interface Line {
  shift: Shift;
  event?: ShiftEvent;
}

type Cell = string | number | undefined;

/** The columns in order, by their names in the header row. */
const COLUMNS = {
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
} satisfies Record<string, (row: Line) => Cell>;

type Column = keyof typeof COLUMNS;

/** Rows of a shift or of what automation moved, one per event. */
export function toRows(entry: Entry): Cell[][] {
  if (isMove(entry)) return rowsOfMove(entry);
  const rows: Line[] =
    entry.events.length > 0
      ? entry.events.map(event => ({ shift: entry, event }))
      : [{ shift: entry }];
  return rows.map(row => Object.values(COLUMNS).map(cell => cell(row)));
}

/** In the columns of shifts: the functions asked for it, and there is no reason but their rule. */
function rowsOfMove(move: AutomationMove): Cell[][] {
  const row = (sequence: number, event: MoveEvent): Cell[] => {
    const cells: Partial<Record<Column, Cell>> = {
      shift_id: move.id,
      platform: move.platform,
      service: move.service,
      entity_ref: move.entityRef,
      kind: move.kind,
      state: move.state,
      requested_by: move.movedBy,
      reason: 'On-prem had no healthy target.',
      from_on_prem: move.from?.['on-prem'],
      from_aws: move.from?.aws,
      to_on_prem: move.to['on-prem'],
      to_aws: move.to.aws,
      created_at: move.movedAt,
      ended_at: move.endedAt,
      event_sequence: sequence,
      event_at: event.at,
      event_type: event.type,
      event_on_prem: event.weights?.['on-prem'],
      event_aws: event.weights?.aws,
      event_message: [
        event.by && `By ${event.by}.`,
        event.isLatest && 'It was then or earlier.',
      ]
        .filter(Boolean)
        .join(' '),
    };
    return (Object.keys(COLUMNS) as Column[]).map(column => cells[column]);
  };
  return eventsOf(move).map((event, index) => row(index + 1, event));
}

interface MoveEvent {
  type: AutomationMove['state'];
  at: string;
  by?: string;
  weights?: Weights;
  isLatest?: boolean;
}

function eventsOf(move: AutomationMove): MoveEvent[] {
  const { endedAt, recoveringSince } = move;
  return [
    {
      type: 'failed-over',
      at: move.movedAt,
      by: move.movedBy,
      weights: move.to,
      isLatest: move.movedAtLatest,
    },
    ...(recoveringSince
      ? [{ type: 'recovering' as const, at: recoveringSince }]
      : []),
    ...(endedAt
      ? [
          {
            type: move.state,
            at: endedAt,
            by: move.endedBy,
            weights: move.endedWith,
            isLatest: move.endedAtLatest,
          },
        ]
      : []),
  ];
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
