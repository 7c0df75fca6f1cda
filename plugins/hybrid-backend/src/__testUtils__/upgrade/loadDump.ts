import type { Knex } from 'knex';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestPlatform } from '@hybrid-platform/sandbox/testing';
import type { DumpedRules } from './scenario';

/**
 * Puts what was dumped into an empty database and onto the rules of the platform, as if the
 * process had been killed just now.
 */
export async function loadDump(
  knex: Knex,
  platform: TestPlatform,
): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  const name = isPostgres ? 'postgres' : 'sqlite';
  const read = (ending: string) =>
    readFile(join(__dirname, `${name}.${ending}`), 'utf8');
  const facts = await read('json');
  const { at }: DumpedRules = JSON.parse(facts);
  const agoMs = Date.now() - Date.parse(at);

  await execute(knex, later(await read('sql'), agoMs));
  const { rules }: DumpedRules = JSON.parse(later(facts, agoMs));
  for (const [service, { weights, tags }] of Object.entries(rules)) {
    platform.setWeights(service, weights);
    for (const [key, value] of Object.entries(tags)) {
      platform.setRuleTag(service, key, value);
    }
  }
}

function later(text: string, ms: number): string {
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]{12}Z/g, time =>
    new Date(Date.parse(time) + ms).toISOString(),
  );
}

/** Many statements at once, which only the drivers themselves take. */
async function execute(knex: Knex, sql: string): Promise<void> {
  const connection = await knex.client.acquireConnection();
  try {
    await (connection.exec ? connection.exec(sql) : connection.query(sql));
  } finally {
    await knex.client.releaseConnection(connection);
  }
}
