import type { Knex } from 'knex';
import { SHIFTS, type ShiftRow } from './rows';

/** Whoever ended a shift gets this long to tell of it. */
const GRACE_MS = 30_000;

/** What is older is no news any more. */
const NEWS_FOR_MS = 24 * 60 * 60_000;

const BATCH = 500;

/** Remembers, beyond the life of a process, that the end of a shift has been announced. */
export async function markAnnounced(
  knex: Knex,
  id: string,
  now: Date,
): Promise<void> {
  await knex<ShiftRow>(SHIFTS)
    .where({ id })
    .update({ announced_at: now.toISOString() });
}

/** Shifts that ended some time ago, and that nobody has told of. */
export async function unannounced(knex: Knex, now: Date): Promise<string[]> {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const rows = await knex<ShiftRow>(SHIFTS)
    .whereNull('announced_at')
    .andWhere('ended_at', '<', before(GRACE_MS))
    .andWhere('ended_at', '>', before(NEWS_FOR_MS))
    .orderBy('ended_at')
    .limit(BATCH)
    .select('id');
  return rows.map(({ id }) => id);
}
