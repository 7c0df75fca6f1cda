import type { Config } from '@backstage/config';
import type { Knex } from 'knex';
import type { PlatformAws } from '../aws/PlatformAws';
import { IdempotencyStore } from '../durable/IdempotencyStore';
import type { Clock } from '../durable/retry';
import { readDatabases } from './preflight/databaseConfig';
import { PreflightService } from './preflight/PreflightService';
import type { ReplicationReader } from './ReplicationReader';
import { ReplicationService } from './ReplicationService';

/** A person waits for the answer of an action, so it does not try for as long as a shift. */
const LONGEST_RETRY_MS = 20_000;

/** Makes the service of replications with what it needs. */
export function createReplications(options: {
  config: Config;
  platformIds: string[];
  knex: Knex;
  reader: ReplicationReader;
  aws(platformId: string): PlatformAws;
  announce(signal: { platform: string; replicationId: string }): unknown;
  clock: Clock;
  /** How long a shift tries. */
  retryForMs: number;
}): ReplicationService {
  const { config, platformIds, knex, clock, retryForMs } = options;
  return new ReplicationService({
    ...options,
    retryForMs: Math.min(retryForMs, LONGEST_RETRY_MS),
    store: new IdempotencyStore(knex, 'replication', clock.now),
    preflights: new PreflightService({
      databases: readDatabases(config, platformIds),
      now: clock.now,
    }),
  });
}
