import knexFactory, { type Knex } from 'knex';
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What knex connects with. */
type Database = { client: string; connection: unknown };

/** A new database to be dumped: a file in the directory, or one of the server's. */
export async function createDatabase(
  directory: string,
  postgres?: string,
): Promise<Database> {
  if (postgres) return { client: 'pg', connection: postgres };
  const filename = join(directory, 'hybrid.sqlite');
  await rm(filename, { force: true });
  return { client: 'better-sqlite3', connection: { filename } };
}

/** The database as SQL that any client can run, without what is of this machine. */
export async function dump(database: Database): Promise<string> {
  if (database.client === 'pg') {
    return dumpPostgres(database.connection as string);
  }
  const knex = knexFactory({
    ...database,
    useNullAsDefault: true,
  } as Knex.Config);
  try {
    return await dumpSqlite(knex);
  } finally {
    await knex.destroy();
  }
}

async function dumpSqlite(knex: Knex): Promise<string> {
  const made: { type: string; name: string; sql: string }[] = await knex(
    'sqlite_master',
  )
    .whereNotNull('sql')
    .whereNot('name', 'like', 'sqlite_%');
  const lines = made.map(({ sql }) => `${sql};`);
  for (const { name } of made.filter(({ type }) => type === 'table')) {
    for (const row of await knex(name)) {
      const values = Object.values(row).map(sqlOf);
      lines.push(`INSERT INTO ${name} VALUES (${values.join(', ')});`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function sqlOf(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  return `'${String(value).replace(/'/g, "''")}'`;
}

/** Neither settings, of which one would hide the tables, nor what only psql understands. */
function dumpPostgres(connection: string): string {
  return execFileSync(
    'pg_dump',
    ['--inserts', '--no-owner', '--no-privileges', '--no-comments', connection],
    { encoding: 'utf8' },
  )
    .split('\n')
    .filter(line => !/^(--|\\|SET |SELECT pg_catalog.set_config|$)/.test(line))
    .map(line => `${line}\n`)
    .join('');
}
