import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftRecord } from './record';
import type { ShiftLedger } from './ShiftLedger';
import type { NewEvent, ShiftChange, ShiftEnd } from './writes';

export type Ledger = Pick<
  ShiftLedger,
  'load' | 'append' | 'save' | 'end' | 'fence'
>;

/**
 * A shift as its runner knows it: what is kept in the database, and the same in memory. The
 * database comes first, so that nothing is known here that would be lost with the process.
 */
export class Logbook {
  #record: ShiftRecord;

  constructor(
    record: ShiftRecord,
    private readonly ledger: Ledger,
    /** Told after each change; never throws. */
    private readonly changed: (
      shift: Shift,
      event?: NewEvent,
    ) => Promise<void> = async () => {},
  ) {
    this.#record = record;
  }

  get record(): ShiftRecord {
    return this.#record;
  }

  get shift(): Shift {
    return this.#record.shift;
  }

  /** Learns what others have written of the shift: that somebody aborts it. */
  async refresh(): Promise<void> {
    this.#record = await this.ledger.load();
  }

  async append(event: NewEvent, change: ShiftChange = {}): Promise<void> {
    const at = await this.ledger.append(event, change);
    this.#apply(change);
    const { shift } = this.#record;
    const sequence = shift.events.length + 1;
    this.#record = {
      ...this.#record,
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
    this.#record = {
      ...this.#record,
      ...(state && { shift: { ...this.#record.shift, state } }),
      ...(hold !== undefined && { hold: hold ?? undefined }),
      ...(until !== undefined && { until: until ?? undefined }),
      ...(automationBefore && { automationBefore }),
      ...(verifiedAt && { verifiedAt }),
    };
  }
}
