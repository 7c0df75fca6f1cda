import type {
  Plan,
  SafetyRuleId,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { databaseTimeIn } from '../../durable/databaseClock';
import type { Lease } from '../../durable/Leases';
import type { KeyedRequest } from '../../durable/idempotency';
import { toRecord, type ShiftRecord } from './record';
import { SHIFTS, type EventRow, type ShiftRow } from './rows';
import type { InitialState } from './states';
import { insertEvent, type NewEvent } from './writes';

/** A shift that is about to start. */
export interface NewShift extends KeyedRequest {
  platform: string;
  service: string;
  plan: Plan;
  reason: string;
  lease: Lease;
  /** The safety rules that failed and were forced. */
  forced?: SafetyRuleId[];
  /** The evacuation that it is a part of. */
  evacuationId?: string;
  /**
   * ISO time until which somebody else may approve it. It then begins as
   * `awaiting-approval`, and no process claims it before it is approved.
   */
  approvalUntil?: string;
}

/** What became of a new shift; with a taken key, the id is that of the earlier one. */
export type Created =
  | { id: string; result: 'created'; record: ShiftRecord }
  | { id: string; result: 'key-taken' }
  | { id: string; result: 'service-taken' };

/** Writes a new shift and its first events. Fails when its service has one under way. */
export async function insertShift(
  tx: Knex,
  id: string,
  shift: NewShift,
  at: () => string,
): Promise<ShiftRecord> {
  const row = newRow(tx, id, shift, at());
  await tx<ShiftRow>(SHIFTS).insert(row);
  const events: EventRow[] = [];
  for (const event of firstEvents(shift)) {
    events.push(await insertEvent(tx, id, event, at()));
  }
  return toRecord(row, events);
}

function newRow(
  knex: Knex,
  id: string,
  shift: NewShift,
  createdAt: string,
): ShiftRow {
  const { plan } = shift;
  const state: InitialState = shift.approvalUntil
    ? 'awaiting-approval'
    : 'planned';
  return {
    id,
    platform: shift.platform,
    service: shift.service,
    entity_ref: plan.entityRef,
    kind: plan.kind,
    state,
    reason: shift.reason,
    requested_by: shift.requestedBy,
    from_on_prem: plan.from['on-prem'],
    from_aws: plan.from.aws,
    to_on_prem: plan.to['on-prem'],
    to_aws: plan.to.aws,
    plan: JSON.stringify(plan),
    elsewhere_share: plan.elsewhereShare ?? 0,
    problem: null,
    created_at: createdAt,
    ended_at: null,
    recovery_time_seconds: null,
    active_key: `${shift.platform}/${shift.service}`,
    lease_owner: shift.approvalUntil ? null : shift.lease.owner,
    lease_expires_at: shift.approvalUntil
      ? null
      : (databaseTimeIn(knex, shift.lease.forMs) as never),
    hold: null,
    hold_before: null,
    step: 0,
    step_until: null,
    abort_requested: null,
    abort_requested_by: null,
    verified_at: null,
    return_time_seconds: null,
    automation_before: null,
    forced: shift.forced?.length ? JSON.stringify(shift.forced) : null,
    evacuation_id: shift.evacuationId ?? null,
    approval_until: shift.approvalUntil ?? null,
    approval_by: null,
    approval_decision: null,
    approval_at: null,
    announced_at: null,
  };
}

function firstEvents(shift: NewShift): NewEvent[] {
  const { plan, reason, requestedBy, forced = [], approvalUntil } = shift;
  const passed = plan.rules.filter(rule => rule.passed).length;
  return [
    {
      type: 'requested',
      message: `${requestedBy}: ${reason}`,
      weights: plan.to,
    },
    {
      type: 'plan-evaluated',
      message:
        passed === plan.rules.length
          ? `All ${passed} safety rules passed.`
          : `${passed} of ${plan.rules.length} safety rules passed.`,
      weights: plan.from,
    },
    ...plan.rules
      .filter(({ id, passed: fine }) => !fine && forced.includes(id))
      .map(
        ({ title, explanation }): NewEvent => ({
          type: 'rule-forced',
          message: `${requestedBy} forced '${title}': ${explanation}`,
        }),
      ),
    ...(approvalUntil
      ? [
          {
            type: 'approval-requested' as const,
            message: `Somebody else must approve it until ${approvalUntil}.`,
          },
        ]
      : []),
  ];
}
