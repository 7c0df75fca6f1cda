import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftUpdate } from '../shifts/record/record';

/** Of more shifts than this, it is forgotten what was told, and told again if need be. */
const MAX_REMEMBERED = 5_000;

/**
 * Tells what is new about shifts. What happened is in the database; this process remembers
 * how far it has told of each. Another process that takes a shift over begins at its
 * beginning, so that everything is told at least once, and some of it more often.
 */
export class ShiftEventReader {
  readonly #told = new Map<string, number>();

  constructor(
    /** Reads a shift and its events as of one moment. */
    private readonly load: (id: string) => Promise<Shift | undefined>,
  ) {}

  /** Hands what is new to `tell`; it counts as told when that succeeds. */
  async read(
    id: string,
    tell: (news: ShiftUpdate) => Promise<void>,
  ): Promise<void> {
    const shift = await this.load(id);
    if (!shift) return;
    const told = this.#told.get(id) ?? 0;
    const events = shift.events.filter(({ sequence }) => sequence > told);
    if (events.length === 0) return;
    await tell({ shift, events });
    this.#remember(id, events[events.length - 1].sequence);
  }

  #remember(id: string, sequence: number): void {
    this.#told.delete(id);
    this.#told.set(id, sequence);
    if (this.#told.size > MAX_REMEMBERED) {
      this.#told.delete(this.#told.keys().next().value!);
    }
  }
}
