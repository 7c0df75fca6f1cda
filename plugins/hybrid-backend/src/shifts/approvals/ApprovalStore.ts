import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { SHIFTS, type ShiftRow } from '../record/rows';
import { endColumns, insertEvent, type NewEvent } from '../record/writes';

/** Shifts that wait until somebody else approves them. */
export class ApprovalStore {
  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  /**
   * Lets any runner begin the shift. False when it does not wait any more: of all decisions
   * and its expiry, the first one counts.
   */
  async approve(id: string, by: string, event: NewEvent): Promise<boolean> {
    const at = this.#at();
    return this.#decide(
      id,
      query => query.andWhere('approval_until', '>', at),
      {
        approval_by: by,
        approval_decision: 'approved',
        approval_at: at,
        lease_expires_at: 0,
      },
      [event],
    );
  }

  /** Ends the shift. False when it does not wait any more. */
  async reject(
    id: string,
    by: string,
    problem: Problem,
    event: NewEvent,
  ): Promise<boolean> {
    const at = this.#at();
    return this.#decide(
      id,
      query => query,
      {
        ...endColumns({ state: 'aborted', problem }, at),
        approval_by: by,
        approval_decision: 'rejected',
        approval_at: at,
      },
      [event, { type: 'aborted', message: problem.message }],
    );
  }

  /** Ends the shift when nobody has decided in time. False when it still waits, or does not. */
  async expire(id: string, problem: Problem): Promise<boolean> {
    const at = this.#at();
    return this.#decide(
      id,
      query => query.andWhere('approval_until', '<=', at),
      endColumns({ state: 'aborted', problem }, at),
      [{ type: 'aborted', message: problem.message }],
    );
  }

  /** Shifts that nobody has decided on in time. */
  async expired(): Promise<string[]> {
    const rows: Pick<ShiftRow, 'id'>[] = await waiting(this.knex)
      .andWhere('approval_until', '<=', this.#at())
      .select('id');
    return rows.map(({ id }) => id);
  }

  async #decide(
    id: string,
    further: (query: Waiting) => Waiting,
    columns: Partial<ShiftRow>,
    events: NewEvent[],
  ): Promise<boolean> {
    return this.knex.transaction(async tx => {
      const changed = await further(waiting(tx).andWhere({ id })).update(
        columns,
      );
      if (Number(changed) !== 1) return false;
      for (const event of events) {
        await insertEvent(tx, id, event, this.#at());
      }
      return true;
    });
  }

  #at(): string {
    return this.now().toISOString();
  }
}

type Waiting = Knex.QueryBuilder<ShiftRow>;

function waiting(knex: Knex): Waiting {
  return knex<ShiftRow>(SHIFTS).where({
    state: 'awaiting-approval',
    approval_decision: null,
  }) as Waiting;
}
