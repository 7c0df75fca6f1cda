import type { Knex } from 'knex';

/** A database that can be down for a while, for whoever uses this client. */
export interface BreakableDatabase {
  knex: Knex;
  breakFor(ms: number): void;
  /** How often somebody found it down. */
  refusals(): number;
}

/** Nobody gets a connection while it is down; transactions under way go on. */
export function breakable(knex: Knex, now = Date.now): BreakableDatabase {
  let downUntil = 0;
  let refused = 0;
  const acquire = knex.client.acquireConnection.bind(knex.client);
  knex.client.acquireConnection = async () => {
    if (now() < downUntil) {
      refused += 1;
      throw new Error('connect ECONNREFUSED');
    }
    return acquire();
  };
  return {
    knex,
    breakFor: ms => {
      downUntil = now() + ms;
    },
    refusals: () => refused,
  };
}
