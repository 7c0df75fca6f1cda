/*
 * A process of the backend for tests that kill it: the real plugin on a real database. It
 * speaks with the test by messages. What is to happen to which shift comes in the
 * environment, and is done to the classes of the plugin from outside.
 */
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import knexFactory, { type Knex } from 'knex';
import { SHOP_ENTITIES } from '../backend';
import { LeasedRunner, type LeaseTiming } from '../../durable/LeasedRunner';
import { Concurrency } from '../../evacuations/Concurrency';
import hybridPlugin from '../../index';
import { freezeEvacuations } from './freezeEvacuations';
import { freezeShifts } from './freezeShifts';
import type { ReplicaOptions } from './startReplica';

/** What is private to a runner. */
interface Timed {
  options: { timing: LeaseTiming };
}

async function main() {
  const options: ReplicaOptions = JSON.parse(process.env.REPLICA_OPTIONS!);
  const standStill = async (service: string, event: string) => {
    if (options.freeze?.[service] !== event) return;
    process.send!({ frozen: { service, event } });
    await new Promise(() => {});
  };
  freezeShifts(standStill);
  freezeEvacuations(standStill);
  if (options.atOnce) {
    const get = () => options.atOnce;
    Object.defineProperty(Concurrency.prototype, 'limit', { get });
  }
  if (options.owner) {
    const { owner: name } = options;
    const { lease } = LeasedRunner.prototype;
    LeasedRunner.prototype.lease = function ownLease() {
      const { owner, forMs } = lease.call(this);
      return { owner: `${name}${owner.slice(name.length)}`, forMs };
    };
  }
  if (options.claimMs) {
    const { claimMs } = options;
    const { watch } = LeasedRunner.prototype;
    LeasedRunner.prototype.watch = function watchOften(this: Timed) {
      this.options.timing = { ...this.options.timing, claimMs };
      return watch.call(this as never);
    };
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
