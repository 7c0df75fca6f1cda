import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftRecord } from './record';
import type { ShiftLedger } from './ShiftLedger';
import type { NewEvent, ShiftChange, ShiftEnd } from './writes';

export type Ledger = Pick<
  ShiftLedger,
  'load' | 'record' | 'save' | 'end' | 'fence'
>;

/**
 * A shift as its runner knows it: what is kept in the database, and the same in memory. The
 * database comes first, so that nothing is known here that would be lost with the process.
 */
export class Logbook {
  #kept: ShiftRecord;

  constructor(
    kept: ShiftRecord,
    private readonly ledger: Ledger,
    /** Told after each change; never throws. */
    private readonly changed: (
      shift: Shift,
      event?: NewEvent,
    ) => Promise<void> = async () => {},
  ) {
    this.#kept = kept;
  }

  get kept(): ShiftRecord {
    return this.#kept;
  }

  get shift(): Shift {
    return this.#kept.shift;
  }

  /** Learns what others have written of the shift: that somebody aborts it. */
  async refresh(): Promise<void> {
    this.#kept = await this.ledger.load();
  }

  async record(event: NewEvent, change: ShiftChange = {}): Promise<void> {
    const at = await this.ledger.record(event, change);
    this.#apply(change);
    const { shift } = this.#kept;
    const sequence = shift.events.length + 1;
    this.#kept = {
      ...this.#kept,
      shift: {
        ...shift,
        events: [...shift.events, { ...event, sequence, at }],
      },
    };
    await this.changed(this.shift, event);
  }

  /** Changes what is kept, without an event. */
  async save(change: ShiftChange): Promise<void> {
    await this.ledger.save(change);
    this.#apply(change);
    if (change.state) await this.changed(this.shift);
  }

  async end(end: ShiftEnd, event: NewEvent): Promise<void> {
    await this.ledger.end(end, event);
    await this.changed({ ...this.shift, ...end }, event);
  }

  fence(): Promise<void> {
    return this.ledger.fence();
  }

  #apply(change: ShiftChange): void {
    const { hold, until, automationBefore, verifiedAt, state } = change;
    this.#kept = {
      ...this.#kept,
      ...(state && { shift: { ...this.#kept.shift, state } }),
      ...(hold !== undefined && { hold: hold ?? undefined }),
      ...(until !== undefined && { until: until ?? undefined }),
      ...(automationBefore && { automationBefore }),
      ...(verifiedAt && { verifiedAt }),
    };
  }
}
