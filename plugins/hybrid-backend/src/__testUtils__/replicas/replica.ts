/*
 * A process of the backend for tests that kill it: the real plugin on a real database. It
 * speaks with the test by messages. What is to happen to which shift comes in the
 * environment, and is done to the classes of the plugin from outside.
 */
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import knexFactory, { type Knex } from 'knex';
import { SHOP_ENTITIES } from '../backend';
import { Concurrency } from '../../evacuations/Concurrency';
import hybridPlugin from '../../index';
import { freezeShifts } from './freezeShifts';
import type { ReplicaOptions } from './startReplica';

async function main() {
  const options: ReplicaOptions = JSON.parse(process.env.REPLICA_OPTIONS!);
  freezeShifts(options.freeze ?? {}, (service, event) =>
    process.send!({ frozen: { service, event } }),
  );
  if (options.atOnce) {
    const get = () => options.atOnce;
    Object.defineProperty(Concurrency.prototype, 'limit', { get });
  }
  const knex = knexFactory({
    ...options.database,
    useNullAsDefault: true,
  } as Knex.Config);
  const { server } = await startTestBackend({
    features: [
      hybridPlugin,
      catalogServiceMock.factory({ entities: SHOP_ENTITIES }),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({ data: options.config }),
    ],
  });
  process.send!({ port: server.port() });
}

main().catch(error => {
  process.send!({ error: String(error?.stack ?? error) });
});
