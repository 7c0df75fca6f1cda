import type { Knex } from 'knex';
import { loadShift, type ShiftRecord } from './record';
import { LeaseLost } from '../../durable/LeaseLost';
import { retrying, type Clock } from '../../durable/retry';
import { EVENTS, SHIFTS, type EventRow, type ShiftRow } from './rows';
import { ShiftLeases, type Lease } from './ShiftLeases';
import {
  changeColumns,
  endColumns,
  insertEvent,
  updateShift,
  type NewEvent,
  type ShiftChange,
  type ShiftEnd,
} from './writes';

export interface ShiftLedgerOptions {
  knex: Knex;
  shiftId: string;
  lease: Lease;
  clock: Clock;
  signal: AbortSignal;
  /** How long a write is tried again while the database fails. */
  retryForMs: number;
}

/** A fault of the program: the state machine does not have such a change. */
class ImpossibleChange extends Error {}

/**
 * What the one runner that carries a shift out writes of it. Each write takes effect only
 * while the runner still has the lease, in the same transaction; when it does not, or when
 * the database does not come back in time, the write throws {@link LeaseLost}.
 */
export class ShiftLedger {
  readonly #leases: ShiftLeases;

  constructor(private readonly options: ShiftLedgerOptions) {
    this.#leases = new ShiftLeases(options.knex);
  }

  /** The shift as it is kept now. */
  async load(): Promise<ShiftRecord> {
    const { knex, shiftId } = this.options;
    let record: ShiftRecord | undefined;
    await this.#withRetries(async () => {
      record = await loadShift(knex, shiftId);
      if (!record) throw lost(shiftId);
    });
    return record!;
  }

  /** Adds an event, and makes the change that belongs to it: both or neither. */
  async append(event: NewEvent, change: ShiftChange = {}): Promise<string> {
    return this.#write(event, () => changeColumns(change));
  }

  /** Changes what is kept of the shift. Doing so twice is as once. */
  async save(change: ShiftChange): Promise<void> {
    await this.#withRetries(() =>
      this.options.knex.transaction(tx =>
        this.#change(tx, changeColumns(change)),
      ),
    );
  }

  /** Ends the shift, says how, and gives its service free: all of it or nothing. */
  async end(end: ShiftEnd, event: NewEvent): Promise<void> {
    await this.#write(event, at => endColumns(end, at));
  }

  /**
   * Renews the lease just before something outside the database is changed, which no
   * transaction can undo. Throws when somebody else has it.
   */
  async fence(): Promise<void> {
    const { shiftId, lease } = this.options;
    await this.#withRetries(async () => {
      if (!(await this.#leases.renew(shiftId, lease))) throw lost(shiftId);
    });
  }

  async #write(
    event: NewEvent,
    columns: (at: string) => Partial<ShiftRow>,
  ): Promise<string> {
    const { knex, shiftId, clock } = this.options;
    const at = clock.now().toISOString();
    let tried = false;
    await this.#withRetries(async () => {
      // A commit whose answer was lost must not be repeated.
      if (tried && (await this.#isThere(event, at))) return;
      tried = true;
      await knex.transaction(async tx => {
        await this.#change(tx, columns(at));
        await insertEvent(tx, shiftId, event, at);
      });
    });
    return at;
  }

  async #change(tx: Knex, columns: Partial<ShiftRow>): Promise<void> {
    const { shiftId: id, lease } = this.options;
    if (await updateShift(tx, { id, lease_owner: lease.owner }, columns)) {
      return;
    }
    const row = await tx<ShiftRow>(SHIFTS).where({ id }).first();
    if (row?.lease_owner !== lease.owner) throw lost(id);
    throw new ImpossibleChange(
      `Shift ${id} is ${row.state} and cannot become ${columns.state}`,
    );
  }

  async #isThere(event: NewEvent, at: string): Promise<boolean> {
    const { knex, shiftId } = this.options;
    const found = await knex<EventRow>(EVENTS)
      .where({ shift_id: shiftId, at, type: event.type })
      .andWhere({ message: event.message })
      .first();
    return found !== undefined;
  }

  async #withRetries(write: () => Promise<void>): Promise<void> {
    const { clock, signal, retryForMs, shiftId } = this.options;
    try {
      await retrying(clock, { forMs: retryForMs, signal }, write, {
        isTransient: error =>
          !(error instanceof LeaseLost || error instanceof ImpossibleChange),
        longestPauseMs: 2_000,
      });
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof ImpossibleChange) {
        throw error;
      }
      throw new LeaseLost(
        `The database did not take what happened to shift ${shiftId}`,
        { cause: error },
      );
    }
  }
}

function lost(id: string): LeaseLost {
  return new LeaseLost(`Another process has taken shift ${id} over`);
}
