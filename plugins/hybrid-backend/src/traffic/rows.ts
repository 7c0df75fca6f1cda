import type {
  Shift,
  ShiftEvent,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/*
 * How shifts are kept in the database. `requested_by` and the like are text in every
 * engine; times are ISO 8601 in UTC.
 */

export const SHIFTS = 'hybrid_shifts';
export const EVENTS = 'hybrid_shift_events';
export const KEYS = 'hybrid_idempotency_keys';

export interface ShiftRow {
  id: string;
  platform: string;
  service: string;
  entity_ref: string;
  kind: string;
  state: string;
  reason: string;
  requested_by: string;
  from_on_prem: number;
  from_aws: number;
  to_on_prem: number;
  to_aws: number;
  plan: string;
  problem: string | null;
  created_at: string;
  ended_at: string | null;
  recovery_time_seconds: number | null;
  active_key: string | null;
  lease_owner: string | null;
  lease_expires_at: number | string | null;
}

export interface EventRow {
  shift_id: string;
  sequence: number;
  at: string;
  type: string;
  message: string;
  weight_on_prem: number | null;
  weight_aws: number | null;
  aws_request_id: string | null;
}

export function toSummary(row: ShiftRow): ShiftSummary {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    platform: row.platform,
    service: row.service,
    kind: row.kind as ShiftSummary['kind'],
    state: row.state as ShiftSummary['state'],
    reason: row.reason,
    requestedBy: row.requested_by,
    from: { 'on-prem': row.from_on_prem, aws: row.from_aws },
    to: { 'on-prem': row.to_on_prem, aws: row.to_aws },
    createdAt: row.created_at,
    ...(row.ended_at && { endedAt: row.ended_at }),
    ...(row.recovery_time_seconds !== null && {
      recoveryTimeSeconds: row.recovery_time_seconds,
    }),
    ...(row.problem && { problem: JSON.parse(row.problem) }),
  };
}

export function toShift(row: ShiftRow, events: EventRow[]): Shift {
  return {
    ...toSummary(row),
    plan: JSON.parse(row.plan),
    events: events.map(toEvent),
  };
}

function toEvent(row: EventRow): ShiftEvent {
  return {
    sequence: row.sequence,
    at: row.at,
    type: row.type as ShiftEvent['type'],
    message: row.message,
    ...(row.weight_on_prem !== null &&
      row.weight_aws !== null && {
        weights: { 'on-prem': row.weight_on_prem, aws: row.weight_aws },
      }),
    ...(row.aws_request_id && { awsRequestId: row.aws_request_id }),
  };
}
