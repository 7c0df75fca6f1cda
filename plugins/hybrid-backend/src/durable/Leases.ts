import type { Knex } from 'knex';
import { databaseNow, databaseTimeIn } from './databaseClock';

/**
 * A claim to carry something out, for so long unless it is renewed. The owner is new with each
 * claim, even in the same process, so that an old run never passes for the new one.
 */
export interface Lease {
  owner: string;
  forMs: number;
}

/** What nobody carries out now, and whether anybody ever did. */
export interface Claimable {
  id: string;
  hadOwner: boolean;
}

/** How something stands: who has it now. What has ended has no owner. */
export type Standing<Also> = Also & { owner?: string };

interface LeasedRow {
  id: string;
  lease_owner: string | null;
  /** Milliseconds since the epoch, by the database's clock. */
  lease_expires_at: number | string | null;
}

/**
 * Who may carry out which row of a table, until when: by the database's clock. The table has
 * the columns `id`, `created_at`, `lease_owner`, `lease_expires_at`, and `active_key`, which is
 * NULL once there is nothing to carry out any more.
 */
export class Leases<Also extends object = {}> {
  constructor(
    private readonly knex: Knex,
    private readonly table: string,
    /** Columns that {@link Leases.standing} reads along: its owner's, which cost no query more. */
    private readonly also: (keyof Also & string)[] = [],
  ) {}

  /** What is under way with a lease that has run out; the oldest first. */
  async claimable(): Promise<Claimable[]> {
    const rows = await this.#left()
      .select('id', 'lease_owner')
      .orderBy('created_at');
    return rows.map(({ id, lease_owner: owner }) => ({
      id,
      hadOwner: owner !== null,
    }));
  }

  /** Takes what has a lease that has run out. False when another process was faster. */
  async claim(id: string, lease: Lease): Promise<boolean> {
    const changed = await this.#left()
      .andWhere({ id })
      .update({ lease_owner: lease.owner, ...this.#until(lease.forMs) });
    return changed === 1;
  }

  /** Holds on to it. False when another process has taken it, or it has ended. */
  async renew(id: string, { owner, forMs }: Lease): Promise<boolean> {
    const changed = await this.#active()
      .where({ id, lease_owner: owner })
      .update(this.#until(forMs));
    return changed === 1;
  }

  /** {@link Leases.renew} for all that a process has, by one statement. */
  async renewAll(owners: string[], forMs: number): Promise<void> {
    await this.#active()
      .whereIn('lease_owner', owners)
      .update(this.#until(forMs));
  }

  /** Lets go of it, so that whoever looks next takes it. */
  async release(id: string, owner: string): Promise<void> {
    await this.#active()
      .where({ id, lease_owner: owner })
      .update({ lease_expires_at: 0 });
  }

  /** How some stand, by id, by one query. */
  async standing(ids: string[]): Promise<Map<string, Standing<Also>>> {
    const rows: (Also & LeasedRow)[] = await this.knex(this.table)
      .select('id', 'lease_owner', ...this.also)
      .whereIn('id', ids);
    return new Map(
      rows.map(row => [
        row.id,
        { ...row, owner: row.lease_owner ?? undefined },
      ]),
    );
  }

  #active() {
    return this.knex<LeasedRow>(this.table).whereNotNull('active_key');
  }

  #left() {
    const now = databaseNow(this.knex);
    return this.#active().andWhere('lease_expires_at', '<', now);
  }

  #until(ms: number) {
    return { lease_expires_at: databaseTimeIn(this.knex, ms) as never };
  }
}
