import { z } from 'zod';
import { TABLE_PAGE } from '../aws/dmsTables';
import { HybridError } from '../errors';

/** A place in the tables: so far into the page that DMS's marker leads to. */
export interface TablePlace {
  offset: number;
  /** The size of DMS's pages, which a marker belongs to. */
  size: number;
  marker?: string;
}

const placeSchema = z.tuple([
  z.int().min(0).max(TABLE_PAGE.largest),
  z.int().min(TABLE_PAGE.smallest).max(TABLE_PAGE.largest),
  z.string().max(1500).optional(),
]);

export function writeCursor({ offset, size, marker }: TablePlace): string {
  const place = marker ? [offset, size, marker] : [offset, size];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function readCursor(cursor: string): TablePlace {
  const place = placeSchema.safeParse(parse(cursor));
  if (!place.success) {
    throw new HybridError({
      code: 'invalid-request',
      message: "'cursor' is not one that an earlier page gave.",
      remedy: 'Begin again without a cursor.',
    });
  }
  const [offset, size, marker] = place.data;
  return { offset, size, marker };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
