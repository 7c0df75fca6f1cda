import type { Knex } from 'knex';

/**
 * The database's own clock, in milliseconds since the epoch. Leases are set and compared by
 * it alone, so that the clocks of replicas may differ by any amount.
 */
export function databaseNow(knex: Knex): Knex.Raw<number> {
  const { client } = knex.client.config as { client: string };
  if (client === 'pg') {
    return knex.raw('(extract(epoch from clock_timestamp()) * 1000)::bigint');
  }
  if (client.startsWith('mysql')) {
    return knex.raw('cast(unix_timestamp(now(3)) * 1000 as unsigned)');
  }
  return knex.raw(
    "cast(round((julianday('now') - 2440587.5) * 86400000.0) as integer)",
  );
}

/** That clock, so many milliseconds from now. */
export function databaseTimeIn(knex: Knex, ms: number): Knex.Raw<number> {
  return knex.raw('(? + ?)', [databaseNow(knex), Math.round(ms)]);
}
