import type { TableStatistics } from '@aws-sdk/client-database-migration-service';
import type {
  ReplicationTable,
  ReplicationTablePage,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { TABLE_PAGE } from '../aws/dmsTables';
import type { TableName } from '../aws/dmsActions';
import type { ReplicationAws } from '../aws/ReplicationAws';
import { HybridError } from '../errors';
import { readCursor, writeCursor } from './tableCursor';

/** One page of a replication's tables. */
export async function readTablePage(
  aws: Pick<ReplicationAws, 'tables'>,
  arn: string,
  page: { limit: number; cursor?: string },
): Promise<ReplicationTablePage> {
  const place = page.cursor
    ? readCursor(page.cursor)
    : {
        offset: 0,
        size: Math.max(page.limit, TABLE_PAGE.smallest),
        marker: undefined,
      };
  const { tables, marker } = await aws.tables(arn, {
    maxRecords: place.size,
    marker: place.marker,
  });
  const end = place.offset + page.limit;
  const nextCursor = nextPlace();
  return {
    items: tables.slice(place.offset, end).map(toTable),
    ...(nextCursor && { nextCursor: writeCursor(nextCursor) }),
  };

  /** Pages smaller than DMS's smallest are parts of one of its pages. */
  function nextPlace() {
    if (end < tables.length) return { ...place, offset: end };
    return marker ? { ...place, offset: 0, marker } : undefined;
  }
}

/** Those of the tables that the replication does not have. */
export async function findMissing(
  aws: Pick<ReplicationAws, 'tables'>,
  arn: string,
  wanted: TableName[],
): Promise<TableName[]> {
  const found = new Set<string>();
  let marker: string | undefined;
  do {
    const page = await aws.tables(arn, {
      maxRecords: TABLE_PAGE.largest,
      marker,
      named: {
        schemas: unique(wanted.map(({ schema }) => schema)),
        tables: unique(wanted.map(({ table }) => table)),
      },
    });
    for (const { SchemaName, TableName: name } of page.tables) {
      found.add(JSON.stringify([SchemaName, name]));
    }
    marker = page.marker;
  } while (marker);
  return wanted.filter(
    ({ schema, table }) => !found.has(JSON.stringify([schema, table])),
  );
}

export function missingTables(id: string, missing: TableName[]): HybridError {
  const names = missing.map(({ schema, table }) => `'${schema}.${table}'`);
  return new HybridError({
    code: 'invalid-request',
    message: `'tables' names ${names.join(
      ', ',
    )}, which ${id} does not replicate.`,
    remedy:
      'Name tables of the replication, in the case in which they are listed.',
  });
}

function toTable(table: TableStatistics): ReplicationTable {
  return {
    schema: table.SchemaName ?? '',
    table: table.TableName ?? '',
    state: table.TableState ?? 'unknown',
    inserts: table.Inserts ?? 0,
    updates: table.Updates ?? 0,
    deletes: table.Deletes ?? 0,
    ddls: table.Ddls ?? 0,
    fullLoadRows: table.FullLoadRows ?? 0,
    ...(table.ValidationState && { validationState: table.ValidationState }),
    ...(table.LastUpdateTime && {
      lastUpdatedAt: table.LastUpdateTime.toISOString(),
    }),
  };
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
