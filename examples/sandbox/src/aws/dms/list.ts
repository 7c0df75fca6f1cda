import type { Filter } from '@aws-sdk/client-database-migration-service';
import type { TableStatistics } from '../../model';
import { page } from '../paging';
import { invalidValue, notFound } from './errors';

interface ListInput {
  Filters?: Filter[];
  MaxRecords?: number;
  Marker?: string;
}

/**
 * Filters and pages a list as all Describe operations of DMS do: the values of one filter
 * are alternatives, several filters must all match, and filters that match nothing are an
 * error (AWS's own waiters rely on it).
 *
 * @see https://docs.aws.amazon.com/dms/latest/APIReference/API_DescribeReplicationTasks.html
 */
export function list<T>(
  items: T[],
  input: ListInput,
  options: {
    /** Plural, for the error: `Tasks`. */
    what: string;
    key: (item: T) => string;
    filters: Record<string, (item: T) => string | string[]>;
    maxRecords?: number;
    /** Whether filters that match nothing are an error. */
    strict?: boolean;
  },
): { items: T[]; next?: string } {
  const { what, filters, maxRecords = 100, strict = true } = options;
  const tests = (input.Filters ?? []).map(({ Name = '', Values = [] }) => {
    const read = Object.hasOwn(filters, Name) ? filters[Name] : undefined;
    if (!read) {
      throw invalidValue(
        `Invalid filter name: ${Name}. Valid filters: ${Object.keys(
          filters,
        ).join(', ')}`,
      );
    }
    if (Values.length === 0) {
      throw invalidValue(`The filter ${Name} needs at least one value`);
    }
    return (item: T) =>
      [read(item)].flat().some(value => Values.includes(value));
  });
  const found = items.filter(item => tests.every(test => test(item)));
  if (strict && tests.length > 0 && found.length === 0) {
    throw notFound(`No ${what} found matching provided filters`);
  }
  return page(found, {
    key: options.key,
    size: pageSize(input.MaxRecords, maxRecords),
    token: input.Marker,
    invalid: () => invalidValue('The parameter Marker is not valid'),
  });
}

/** Tables of a task or of a serverless replication. */
export const listTables = (tables: TableStatistics[], input: ListInput) =>
  list(tables, input, {
    what: 'Tables',
    key: ({ schema, table }) => `${schema}.${table}`,
    filters: {
      'schema-name': ({ schema }) => schema,
      'table-name': ({ table }) => table,
      'table-state': ({ state }) => state,
    },
    maxRecords: 500,
    strict: false,
  });

function pageSize(size: number | undefined, largest: number): number {
  if (size === undefined) return 100;
  if (!Number.isInteger(size) || size < 20 || size > largest) {
    throw invalidValue(
      `The parameter MaxRecords must be between 20 and ${largest}`,
    );
  }
  return size;
}
