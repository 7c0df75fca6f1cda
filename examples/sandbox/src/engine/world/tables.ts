import type { TableStatistics } from '../../model';

/** The database on both sites. */
export const DATABASE = 'shop';

const TABLES = ['customers', 'products', 'carts', 'orders', 'payments'];

/** Every table of the database is replicated. */
export const tableMappings = (): string =>
  JSON.stringify({
    rules: [
      {
        'rule-type': 'selection',
        'rule-id': '1',
        'rule-name': 'all-tables',
        'object-locator': { 'schema-name': DATABASE, 'table-name': '%' },
        'rule-action': 'include',
      },
    ],
  });

export const loadedTables = (): TableStatistics[] =>
  TABLES.map((table, index) => ({
    schema: DATABASE,
    table,
    state: 'Table completed',
    inserts: 0,
    updates: 0,
    deletes: 0,
    fullLoadRows: 10_000 * (index + 1),
  }));
