import type {
  Shift,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import {
  EVENTS,
  SHIFTS,
  toShift,
  toSummary,
  type EventRow,
  type ShiftRow,
} from './rows';

/** Which shifts: those of an entity, or of a platform as far as `includes` allows. */
export type ArchiveQuery =
  | { entityRef: string }
  | { platform: string; includes(entityRef: string): boolean };

/** Shifts in one page; with their events this stays far below a megabyte. */
const PAGE = 100;

/** No chart can show more. */
const MAX_UNDER_WAY = 500;

/**
 * Shifts with their events, the oldest first, read page by page: only one page is in
 * memory however many there are, and no transaction is open while somebody downloads.
 */
export async function* allShifts(
  knex: Knex,
  query: ArchiveQuery,
): AsyncGenerator<Shift> {
  let after: ShiftRow | undefined;
  do {
    const rows: ShiftRow[] = await page(knex, query, after);
    after = rows.length === PAGE ? rows[rows.length - 1] : undefined;
    const wanted = rows.filter(
      row => 'entityRef' in query || query.includes(row.entity_ref),
    );
    const events = await eventsOf(knex, wanted);
    for (const row of wanted) yield toShift(row, events.get(row.id) ?? []);
  } while (after);
}

/** Refs of the entities whose services were ever shifted on the platform. */
export async function entityRefs(
  knex: Knex,
  platform: string,
): Promise<string[]> {
  const rows = await knex<ShiftRow>(SHIFTS)
    .where({ platform })
    .distinct('entity_ref');
  return rows.map(row => row.entity_ref);
}

/** The shifts of an entity that were under way at some time in the range, oldest first. */
export async function shiftsUnderWay(
  knex: Knex,
  entityRef: string,
  range: { from: Date; to: Date },
): Promise<ShiftSummary[]> {
  const rows = await knex<ShiftRow>(SHIFTS)
    .where({ entity_ref: entityRef })
    .andWhere('created_at', '<=', range.to.toISOString())
    .andWhere(ended =>
      ended
        .whereNull('ended_at')
        .orWhere('ended_at', '>=', range.from.toISOString()),
    )
    .orderBy('created_at', 'desc')
    .limit(MAX_UNDER_WAY);
  return rows.reverse().map(toSummary);
}

function page(
  knex: Knex,
  query: ArchiveQuery,
  after?: ShiftRow,
): Promise<ShiftRow[]> {
  const rows = knex<ShiftRow>(SHIFTS)
    .where(
      'entityRef' in query
        ? { entity_ref: query.entityRef }
        : { platform: query.platform },
    )
    .orderBy([{ column: 'created_at' }, { column: 'id' }])
    .limit(PAGE);
  if (after) {
    rows.andWhere(newer =>
      newer
        .where('created_at', '>', after.created_at)
        .orWhere(same =>
          same
            .where('created_at', after.created_at)
            .andWhere('id', '>', after.id),
        ),
    );
  }
  return rows as unknown as Promise<ShiftRow[]>;
}

async function eventsOf(
  knex: Knex,
  rows: ShiftRow[],
): Promise<Map<string, EventRow[]>> {
  const events = await knex<EventRow>(EVENTS)
    .whereIn(
      'shift_id',
      rows.map(({ id }) => id),
    )
    .orderBy(['shift_id', 'sequence']);
  const byShift = new Map<string, EventRow[]>();
  for (const event of events) {
    const list = byShift.get(event.shift_id);
    if (list) list.push(event);
    else byShift.set(event.shift_id, [event]);
  }
  return byShift;
}
