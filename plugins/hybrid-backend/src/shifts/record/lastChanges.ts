import type { ShiftSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { EVENTS, SHIFTS, toSummary, type ShiftRow } from './rows';

/** A shift that has ended. */
export type EndedShift = ShiftSummary & { endedAt: string };

/**
 * The last shift of each service that ended since then and had written weights, by one query:
 * of one service, or of all of a platform. One that failed before it wrote has changed nothing.
 */
export async function lastChanges(
  knex: Knex,
  of: { platform: string; service?: string },
  since: Date,
): Promise<Map<string, EndedShift>> {
  const rows: ShiftRow[] = await knex<ShiftRow>(SHIFTS)
    .where(of)
    .andWhere('ended_at', '>', since.toISOString())
    .whereExists(
      knex(EVENTS)
        .select(knex.raw('1'))
        .whereRaw('?? = ??', [`${EVENTS}.shift_id`, `${SHIFTS}.id`])
        .andWhere('type', 'weights-written'),
    )
    .orderBy('ended_at');
  return new Map(rows.map(row => [row.service, toSummary(row) as EndedShift]));
}
