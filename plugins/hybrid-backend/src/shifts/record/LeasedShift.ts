import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { Deadline } from '../../durable/Deadline';
import { LeaseLost } from '../../durable/LeaseLost';
import type { Lease } from '../../durable/Leases';
import { retrying, type Clock } from '../../durable/retry';
import {
  loadShift,
  withChange,
  type ShiftLog,
  type ShiftRecord,
} from './record';
import { EVENTS, SHIFTS, type EventRow, type ShiftRow } from './rows';
import { ShiftLeases } from './ShiftLeases';
import {
  changeColumns,
  endColumns,
  insertEvent,
  updateShift,
  type NewEvent,
  type ShiftChange,
  type ShiftEnd,
} from './writes';

export interface LeasedShiftOptions {
  knex: Knex;
  lease: Lease;
  clock: Clock;
  signal: AbortSignal;
  /** How long a write is tried again while the database fails. */
  retryForMs: number;
  /** Told after each change; never throws. */
  changed?(shift: Shift, event?: NewEvent): Promise<void>;
}

/** A fault of the program: the state machine does not have such a change. */
class ImpossibleChange extends Error {}

/**
 * A shift as the one runner knows it that carries it out: what is kept in the database, and
 * the same in memory. The database comes first, so that nothing is known here that would be
 * lost with the process. Each write takes effect only while the runner still has the lease,
 * in the same transaction; when it does not, or when the database does not come back in time,
 * the write throws {@link LeaseLost}.
 */
export class LeasedShift implements ShiftLog {
  readonly #leases: ShiftLeases;
  readonly #id: string;
  #record: ShiftRecord;

  constructor(
    record: ShiftRecord,
    private readonly options: LeasedShiftOptions,
  ) {
    this.#record = record;
    this.#id = record.shift.id;
    this.#leases = new ShiftLeases(options.knex);
  }

  get record(): ShiftRecord {
    return this.#record;
  }

  get shift(): Shift {
    return this.#record.shift;
  }

  async refresh(): Promise<void> {
    await this.#withRetries(async () => {
      const record = await loadShift(this.options.knex, this.#id);
      if (!record) throw this.#lost();
      this.#record = record;
    });
  }

  async append(event: NewEvent, change: ShiftChange = {}): Promise<void> {
    const at = await this.#write(event, () => changeColumns(change));
    this.#record = withChange(this.#record, change, { ...event, at });
    await this.options.changed?.(this.shift, event);
  }

  async save(change: ShiftChange): Promise<void> {
    await this.#withRetries(() =>
      this.options.knex.transaction(tx =>
        this.#change(tx, changeColumns(change)),
      ),
    );
    this.#record = withChange(this.#record, change);
    if (change.state) await this.options.changed?.(this.shift);
  }

  async end(end: ShiftEnd, event: NewEvent): Promise<void> {
    await this.#write(event, at => endColumns(end, at));
    await this.options.changed?.({ ...this.shift, ...end }, event);
  }

  async fence(): Promise<Deadline> {
    const { lease } = this.options;
    return this.#withRetries(async () => {
      // Counted from before the database counts, so that it is over here first.
      const until = new Deadline(lease.forMs);
      if (!(await this.#leases.renew(this.#id, lease))) throw this.#lost();
      return until;
    });
  }

  async #write(
    event: NewEvent,
    columns: (at: string) => Partial<ShiftRow>,
  ): Promise<string> {
    const { knex, clock } = this.options;
    const at = clock.now().toISOString();
    let tried = false;
    await this.#withRetries(async () => {
      // A commit whose answer was lost must not be repeated.
      if (tried && (await this.#isThere(event, at))) return;
      tried = true;
      await knex.transaction(async tx => {
        await this.#change(tx, columns(at));
        await insertEvent(tx, this.#id, event, at);
      });
    });
    return at;
  }

  async #change(tx: Knex, columns: Partial<ShiftRow>): Promise<void> {
    const id = this.#id;
    const { lease } = this.options;
    if (await updateShift(tx, { id, lease_owner: lease.owner }, columns)) {
      return;
    }
    const row = await tx<ShiftRow>(SHIFTS).where({ id }).first();
    if (row?.lease_owner !== lease.owner) throw this.#lost();
    throw new ImpossibleChange(
      `Shift ${id} is ${row.state} and cannot become ${columns.state}`,
    );
  }

  async #isThere(event: NewEvent, at: string): Promise<boolean> {
    const found = await this.options
      .knex<EventRow>(EVENTS)
      .where({ shift_id: this.#id, at, type: event.type })
      .andWhere({ message: event.message })
      .first();
    return found !== undefined;
  }

  async #withRetries<T>(write: () => Promise<T>): Promise<T> {
    const { clock, signal, retryForMs } = this.options;
    try {
      return await retrying(clock, { forMs: retryForMs, signal }, write, {
        isTransient: error =>
          !(error instanceof LeaseLost || error instanceof ImpossibleChange),
        longestPauseMs: 2_000,
      });
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof ImpossibleChange) {
        throw error;
      }
      throw new LeaseLost(
        `The database did not take what happened to shift ${this.#id}`,
        { cause: error },
      );
    }
  }

  #lost(): LeaseLost {
    return new LeaseLost(`Another process has taken shift ${this.#id} over`);
  }
}
