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
  readonly #published = new Map<string, number>();

  constructor(
    /** Reads a shift and its events as of one moment. */
    private readonly load: (id: string) => Promise<Shift | undefined>,
  ) {}

  /** Hands what is new to `publish`; it counts as published when that succeeds. */
  async read(
    id: string,
    publish: (update: ShiftUpdate) => Promise<void>,
  ): Promise<void> {
    const shift = await this.load(id);
    if (!shift) return;
    const published = this.#published.get(id) ?? 0;
    const events = shift.events.filter(({ sequence }) => sequence > published);
    if (events.length === 0) return;
    await publish({ shift, events });
    this.#remember(id, events[events.length - 1].sequence);
  }

  #remember(id: string, sequence: number): void {
    this.#published.delete(id);
    this.#published.set(id, sequence);
    if (this.#published.size > MAX_REMEMBERED) {
      this.#published.delete(this.#published.keys().next().value!);
    }
  }
}
