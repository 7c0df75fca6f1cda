import { InputError } from '@backstage/errors';
import type { ShiftPage } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { SHIFTS, toSummary, type ShiftRow } from './rows';

/** A page of an entity's shifts, newest first. */
export async function pageOf(
  knex: Knex,
  entityRef: string,
  page: { limit: number; cursor?: string },
): Promise<ShiftPage> {
  const query = knex<ShiftRow>(SHIFTS)
    .where({ entity_ref: entityRef })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(page.limit + 1);
  if (page.cursor !== undefined) {
    const { createdAt, id } = readCursor(page.cursor);
    query.andWhere(older =>
      older
        .where('created_at', '<', createdAt)
        .orWhere(same =>
          same.where('created_at', createdAt).andWhere('id', '<', id),
        ),
    );
  }
  const rows = await query;
  const items = rows.slice(0, page.limit);
  const last = items[items.length - 1];
  return {
    items: items.map(toSummary),
    ...(rows.length > page.limit && { nextCursor: writeCursor(last) }),
  };
}

/** The time of the last shift of the page before. */
export function timeOfCursor(cursor: string): string {
  return readCursor(cursor).createdAt;
}

function writeCursor(row: ShiftRow): string {
  return Buffer.from(`${row.created_at} ${row.id}`).toString('base64url');
}

function readCursor(cursor: string): { createdAt: string; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const match = /^(\S{24}) ([0-9a-f-]{36})$/.exec(text);
  if (!match) {
    throw new InputError(
      "request/query/cursor must be the 'nextCursor' of an earlier page",
    );
  }
  return { createdAt: match[1], id: match[2] };
}
