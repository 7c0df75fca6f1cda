import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';

const POSTGRES: TestDatabaseId[] = [
  'POSTGRES_18',
  'POSTGRES_17',
  'POSTGRES_16',
  'POSTGRES_15',
];

/**
 * SQLite, and the PostgreSQL of each connection string that the environment gives, such as
 * BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING. Never a container: a test run needs
 * nothing but Node.js.
 */
export function testDatabases(): TestDatabases {
  const given = POSTGRES.filter(
    id =>
      process.env[
        `BACKSTAGE_TEST_DATABASE_${id.replace('_', '')}_CONNECTION_STRING`
      ],
  );
  return TestDatabases.create({ ids: ['SQLITE_3', ...given] });
}
