import knexFactory from 'knex';
import { randomBytes } from 'node:crypto';

/** PostgreSQL as the tests of the database are given it, or as the soak is told. */
export function postgresOf(env: NodeJS.ProcessEnv): string | undefined {
  return ['18', '17', '16', '15']
    .map(
      version =>
        env[`BACKSTAGE_TEST_DATABASE_POSTGRES${version}_CONNECTION_STRING`],
    )
    .find(Boolean);
}

/** Makes a database for as long as something is done with it. */
export async function withDatabase<T>(
  server: string,
  use: (connection: string) => Promise<T>,
): Promise<T> {
  const admin = knexFactory({ client: 'pg', connection: server });
  const name = `hybrid_soak_${randomBytes(6).toString('hex')}`;
  try {
    await admin.raw('create database ??', [name]);
    const url = new URL(server);
    url.pathname = `/${name}`;
    try {
      return await use(url.href);
    } finally {
      await admin.raw('drop database ?? with (force)', [name]);
    }
  } finally {
    await admin.destroy();
  }
}
