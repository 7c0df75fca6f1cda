import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import {
  EVENTS,
  SHIFTS,
  type EventRow,
  type ShiftRow,
} from '../shifts/record/rows';

/** A shift as it was recorded some time ago, with its events. */
export async function recordShift(
  knex: Knex,
  shift: Partial<ShiftRow> = {},
  events: Partial<EventRow>[] = [{ type: 'requested', message: 'asked' }],
): Promise<string> {
  const [row] = await recordShifts(knex, [{ shift, events }]);
  return row;
}

/** Many of them, in as few statements as the database takes. */
export async function recordShifts(
  knex: Knex,
  shifts: { shift?: Partial<ShiftRow>; events?: Partial<EventRow>[] }[],
): Promise<string[]> {
  const rows = shifts.map(({ shift = {} }) => ({
    id: randomUUID(),
    platform: 'shop',
    service: 'cart',
    entity_ref: 'component:default/cart',
    kind: 'failover',
    state: 'succeeded',
    reason: 'a reason',
    requested_by: 'user:default/owner',
    from_on_prem: 40,
    from_aws: 60,
    to_on_prem: 0,
    to_aws: 100,
    created_at: '2026-11-22T12:00:00.000Z',
    ended_at: '2026-11-22T12:01:00.000Z',
    recovery_time_seconds: 12.5,
    plan: JSON.stringify({
      entityRef: shift.entity_ref ?? 'component:default/cart',
      kind: 'failover',
      from: { 'on-prem': 40, aws: 60 },
      to: { 'on-prem': 0, aws: 100 },
      steps: [{ weights: { 'on-prem': 0, aws: 100 }, bakeSeconds: 0 }],
      rules: [],
      allowed: true,
      forceable: true,
      approvalRequired: false,
      evaluatedAt: '2026-11-22T12:00:00.000Z',
    }),
    ...shift,
  }));
  const events = shifts.flatMap(({ events: list = [] }, index) =>
    list.map((event, order) => ({
      shift_id: rows[index].id,
      sequence: order + 1,
      at: rows[index].created_at,
      type: 'requested',
      message: '',
      ...event,
    })),
  );
  await knex.batchInsert(SHIFTS, rows, 20);
  await knex.batchInsert(EVENTS, events, 50);
  return rows.map(({ id }) => id);
}
