import knexFactory, { type Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplicaOptions } from './startReplica';

/** The PostgreSQL that the other tests of the database use too. */
export const POSTGRES = ['18', '17', '16', '15']
  .map(
    version =>
      process.env[
        `BACKSTAGE_TEST_DATABASE_POSTGRES${version}_CONNECTION_STRING`
      ],
  )
  .find(Boolean);

/** A database of its own for some processes. */
export interface ReplicaDatabase {
  /** What a replica connects with. */
  settings: ReplicaOptions['database'];
  knex: Knex;
  /** Whether several processes may use it at once. */
  isShared: boolean;
  drop(): Promise<void>;
}

/** On PostgreSQL where that is given, or in a file. */
export function openDatabase(
  kind: 'PostgreSQL' | 'SQLite',
): Promise<ReplicaDatabase> {
  return kind === 'PostgreSQL' ? openPostgres() : openFile();
}

async function openPostgres(): Promise<ReplicaDatabase> {
  const name = `hybrid_replicas_${randomBytes(6).toString('hex')}`;
  const connection = POSTGRES!.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
  const admin = knexFactory({ client: 'pg', connection: POSTGRES });
  await admin.raw('create database ??', [name]);
  const settings = { client: 'pg', connection };
  const knex = knexFactory(settings);
  return {
    settings,
    knex,
    isShared: true,
    drop: async () => {
      await knex.destroy();
      await admin.raw('drop database ?? with (force)', [name]);
      await admin.destroy();
    },
  };
}

async function openFile(): Promise<ReplicaDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'hybrid-killed-'));
  const filename = join(directory, 'hybrid.sqlite');
  const settings = { client: 'better-sqlite3', connection: { filename } };
  const knex = knexFactory({ ...settings, useNullAsDefault: true });
  return {
    settings,
    knex,
    isShared: false,
    drop: async () => {
      await knex.destroy();
      await rm(directory, { recursive: true });
    },
  };
}
