import type { Knex } from 'knex';

/** A database that can be down for a while, for whoever uses this client. */
export interface BreakableDatabase {
  knex: Knex;
  breakFor(ms: number): void;
}

/** Nobody gets a connection while it is down; transactions under way go on. */
export function breakable(knex: Knex): BreakableDatabase {
  let downUntil = 0;
  const acquire = knex.client.acquireConnection.bind(knex.client);
  knex.client.acquireConnection = async () => {
    if (Date.now() < downUntil) throw new Error('connect ECONNREFUSED');
    return acquire();
  };
  return {
    knex,
    breakFor: ms => {
      downUntil = Date.now() + ms;
    },
  };
}
