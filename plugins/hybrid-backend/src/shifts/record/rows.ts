import type {
  Plan,
  Shift,
  ShiftApproval,
  ShiftEvent,
  ShiftProgress,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/*
 * How shifts are kept in the database. `requested_by` and the like are text in every
 * engine; times are ISO 8601 in UTC.
 */

export const SHIFTS = 'hybrid_shifts';
export const EVENTS = 'hybrid_shift_events';

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
  /** Of the plan; NULL for shifts of versions that did not know it. */
  elsewhere_share: number | null;
  problem: string | null;
  created_at: string;
  ended_at: string | null;
  recovery_time_seconds: number | null;
  active_key: string | null;
  lease_owner: string | null;
  lease_expires_at: number | string | null;
  hold: string | null;
  hold_before: string | null;
  step: number;
  step_until: string | null;
  abort_requested: AbortMode | null;
  abort_requested_by: string | null;
  verified_at: string | null;
  return_time_seconds: number | null;
  automation_before: string | null;
  forced: string | null;
  evacuation_id: string | null;
  approval_until: string | null;
  approval_by: string | null;
  approval_decision: 'approved' | 'rejected' | null;
  approval_at: string | null;
  announced_at: string | null;
}

/** What whoever aborts a shift wants of its weights. */
export type AbortMode = 'stop' | 'roll-back';

export interface EventRow {
  shift_id: string;
  sequence: number;
  at: string;
  type: string;
  message: string;
  weight_on_prem: number | null;
  weight_aws: number | null;
  aws_request_id: string | null;
  step: number | null;
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
    ...elsewhereOf(row),
    createdAt: row.created_at,
    ...(row.ended_at && { endedAt: row.ended_at }),
    ...(row.recovery_time_seconds !== null && {
      recoveryTimeSeconds: row.recovery_time_seconds,
    }),
    ...(row.return_time_seconds !== null && {
      returnTimeSeconds: row.return_time_seconds,
    }),
    ...(row.problem && { problem: JSON.parse(row.problem) }),
    ...(row.active_key !== null &&
      row.step > 0 && { progress: toProgress(row) }),
    ...(row.approval_until && {
      approval: toApproval(row, row.approval_until),
    }),
    ...(row.active_key !== null && row.abort_requested && { aborting: true }),
    ...(row.forced && { forced: JSON.parse(row.forced) }),
    ...(row.evacuation_id && { evacuationId: row.evacuation_id }),
  };
}

/** Few services have it, and long lists of shifts are read: only those are parsed. */
function elsewhereOf({ plan }: ShiftRow): Pick<Plan, 'elsewhereShare'> {
  if (!plan.includes('"elsewhereShare"')) return {};
  const { elsewhereShare } = JSON.parse(plan) as Plan;
  return { elsewhereShare };
}

function toProgress(row: ShiftRow): ShiftProgress {
  const { steps } = JSON.parse(row.plan) as Plan;
  return {
    step: row.step,
    steps: steps.length,
    ...(row.step_until && { until: row.step_until }),
  };
}

function toApproval(row: ShiftRow, until: string): ShiftApproval {
  return {
    until,
    ...(row.approval_by && { by: row.approval_by }),
    ...(row.approval_decision && { decision: row.approval_decision }),
    ...(row.approval_at && { at: row.approval_at }),
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
    ...(row.step !== null && { step: row.step }),
    ...(row.weight_on_prem !== null &&
      row.weight_aws !== null && {
        weights: { 'on-prem': row.weight_on_prem, aws: row.weight_aws },
      }),
    ...(row.aws_request_id && { awsRequestId: row.aws_request_id }),
  };
}
