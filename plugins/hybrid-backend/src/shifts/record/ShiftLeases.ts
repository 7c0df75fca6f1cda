import type { Knex } from 'knex';
import { databaseNow, databaseTimeIn } from '../../durable/databaseClock';
import { SHIFTS, type AbortMode, type ShiftRow } from './rows';

/**
 * A claim to carry a shift out, for so long unless it is renewed. The owner is new with
 * each claim, even in the same process, so that an old run never passes for the new one.
 */
export interface Lease {
  owner: string;
  forMs: number;
}

/** What a runner must know of a shift that it works on. */
export interface Standing {
  /** Who has it now. */
  owner?: string;
  abort?: RequestedAbort;
}

/** Somebody wants a shift to end. */
export interface RequestedAbort {
  mode: AbortMode;
  by: string;
}

/** Who may carry out which shift, until when. */
export class ShiftLeases {
  constructor(private readonly knex: Knex) {}

  /** Shifts under way whose lease has run out, and whether anybody ever had one. */
  async claimable(): Promise<{ id: string; hadOwner: boolean }[]> {
    const rows = await this.knex<ShiftRow>(SHIFTS)
      .select('id', 'lease_owner')
      .whereNotNull('active_key')
      .andWhere('lease_expires_at', '<', databaseNow(this.knex))
      .orderBy('created_at');
    return rows.map(({ id, lease_owner }) => ({
      id,
      hadOwner: lease_owner !== null,
    }));
  }

  /** Takes a shift whose lease has run out. False when another process was faster. */
  async claim(id: string, lease: Lease): Promise<boolean> {
    const changed = await this.knex<ShiftRow>(SHIFTS)
      .where({ id })
      .whereNotNull('active_key')
      .andWhere('lease_expires_at', '<', databaseNow(this.knex))
      .update(this.#columns(lease));
    return changed === 1;
  }

  /** Holds on to a shift. False when another process has taken it, or it has ended. */
  async renew(id: string, lease: Lease): Promise<boolean> {
    const changed = await this.knex<ShiftRow>(SHIFTS)
      .where({ id, lease_owner: lease.owner })
      .whereNotNull('active_key')
      .update(this.#columns(lease));
    return changed === 1;
  }

  /** {@link ShiftLeases.renew} for all shifts of a process, by one statement. */
  async renewAll(owners: string[], forMs: number): Promise<void> {
    await this.knex<ShiftRow>(SHIFTS)
      .whereIn('lease_owner', owners)
      .whereNotNull('active_key')
      .update({ lease_expires_at: databaseTimeIn(this.knex, forMs) as never });
  }

  /** Lets go of a shift, so that whoever looks next takes it. */
  async release(id: string, owner: string): Promise<void> {
    await this.knex<ShiftRow>(SHIFTS)
      .where({ id, lease_owner: owner })
      .whereNotNull('active_key')
      .update({ lease_expires_at: 0 });
  }

  /** How shifts stand, by id, by one query. One that has ended has no owner. */
  async standing(ids: string[]): Promise<Map<string, Standing>> {
    const rows = await this.knex<ShiftRow>(SHIFTS)
      .select('id', 'lease_owner', 'abort_requested', 'abort_requested_by')
      .whereIn('id', ids);
    return new Map(
      rows.map(row => [
        row.id,
        { owner: row.lease_owner ?? undefined, abort: abortOf(row) },
      ]),
    );
  }

  #columns({ owner, forMs }: Lease) {
    return {
      lease_owner: owner,
      lease_expires_at: databaseTimeIn(this.knex, forMs) as never,
    };
  }
}

/** What a row says of an abort. */
export function abortOf(
  row: Pick<ShiftRow, 'abort_requested' | 'abort_requested_by'>,
): RequestedAbort | undefined {
  return row.abort_requested && row.abort_requested_by
    ? { mode: row.abort_requested, by: row.abort_requested_by }
    : undefined;
}
