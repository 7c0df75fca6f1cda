import type { Knex } from 'knex';
import { SHIFTS, type ShiftRow } from '../shifts/record/rows';

type AnnouncedRow = ShiftRow & { announced_at: string | null };

/** Whoever ended a shift gets this long to tell of it. */
const GRACE_MS = 30_000;

/** What is older is no news any more. */
const NEWS_FOR_MS = 24 * 60 * 60_000;

const BATCH = 500;

/** Remembers which shifts' ends have been announced, beyond the life of a process. */
export class Announced {
  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  async mark(id: string): Promise<void> {
    await this.#shifts()
      .where({ id })
      .update({ announced_at: this.now().toISOString() });
  }

  /** Shifts that ended some time ago, and that nobody has told of. */
  async missing(): Promise<string[]> {
    const before = (ms: number) =>
      new Date(this.now().getTime() - ms).toISOString();
    const rows = await this.#shifts()
      .whereNull('announced_at')
      .andWhere('ended_at', '<', before(GRACE_MS))
      .andWhere('ended_at', '>', before(NEWS_FOR_MS))
      .orderBy('ended_at')
      .limit(BATCH)
      .select('id');
    return rows.map(({ id }) => id);
  }

  #shifts() {
    return this.knex<AnnouncedRow>(SHIFTS);
  }
}
