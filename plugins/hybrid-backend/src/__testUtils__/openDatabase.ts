import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/**
 * A feature that keeps hold of the database that a test's backend opens, and a way to close it
 * once the backend has stopped. Backstage's database service means to do that itself, but fails
 * at it without a word (`client.config.includes` is no function), and the timer of a pool that
 * is left open keeps the worker process of the tests alive.
 */
export function openDatabase() {
  let opened: Knex | undefined;
  return {
    feature: createBackendModule({
      pluginId: 'hybrid',
      moduleId: 'open-database',
      register(env) {
        env.registerInit({
          deps: { database: coreServices.database },
          async init({ database }) {
            opened = await database.getClient();
          },
        });
      },
    }),
    close: async () => opened?.destroy(),
  };
}
