import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { SHIFTS, type ShiftRow } from './rows';
import { endColumns, insertEvent, type NewEvent } from './writes';

/** What somebody, or the expiry, decides of a shift that waits to be approved. */
export type Decision =
  | { decision: 'approved'; by: string; event: NewEvent }
  | { decision: 'rejected'; by: string; problem: Problem; event: NewEvent }
  | { decision: 'expired'; problem: Problem };

/**
 * Lets any runner begin the shift, or ends it. False when it does not wait any more: of all
 * decisions and its expiry, the first one counts.
 */
export async function decideApproval(
  knex: Knex,
  id: string,
  decision: Decision,
  at: () => string,
): Promise<boolean> {
  const now = at();
  return knex.transaction(async tx => {
    const query = waiting(tx).andWhere({ id });
    if (decision.decision === 'approved') {
      query.andWhere('approval_until', '>', now);
    } else if (decision.decision === 'expired') {
      query.andWhere('approval_until', '<=', now);
    }
    const changed = await query.update(columnsOf(decision, now));
    if (Number(changed) !== 1) return false;
    for (const event of eventsOf(decision)) {
      await insertEvent(tx, id, event, at());
    }
    return true;
  });
}

/** Shifts that nobody has decided on in time. */
export async function expiredApprovals(
  knex: Knex,
  at: string,
): Promise<string[]> {
  const rows: Pick<ShiftRow, 'id'>[] = await waiting(knex)
    .andWhere('approval_until', '<=', at)
    .select('id');
  return rows.map(({ id }) => id);
}

function columnsOf(decision: Decision, at: string): Partial<ShiftRow> {
  return {
    ...('problem' in decision
      ? endColumns({ state: 'aborted', problem: decision.problem }, at)
      : { lease_expires_at: 0 }),
    ...('by' in decision && {
      approval_by: decision.by,
      approval_decision: decision.decision,
      approval_at: at,
    }),
  };
}

function eventsOf(decision: Decision): NewEvent[] {
  return [
    ...('event' in decision ? [decision.event] : []),
    ...('problem' in decision
      ? [{ type: 'aborted' as const, message: decision.problem.message }]
      : []),
  ];
}

type Waiting = Knex.QueryBuilder<ShiftRow>;

function waiting(knex: Knex): Waiting {
  return knex<ShiftRow>(SHIFTS).where({
    state: 'awaiting-approval',
    approval_decision: null,
  }) as Waiting;
}
