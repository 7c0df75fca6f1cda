import type { PlatformAws } from '../aws/PlatformAws';
import type { HybridConfig } from '../config';
import type { DataInventory } from '../platforms/dataInventory';
import { Cached, type CachedValue } from '../cache/Cached';
import type { ReplicationFacts } from './facts';
import { readReplicationFacts } from './readFacts';

/** Replications change faster than what a snapshot has. */
const LONGEST_AGE_MS = 5_000;

/** Looks at the replications of each platform at most once per `maxAgeMs`. */
export class ReplicationReader {
  #cached: Cached<ReplicationFacts[]>;

  static fromConfig(config: HybridConfig, now: () => Date): ReplicationReader {
    const maxAgeMs = Math.min(config.snapshotMaxAgeMs, LONGEST_AGE_MS);
    return new ReplicationReader({ maxAgeMs, now });
  }

  constructor(private readonly options: { maxAgeMs: number; now(): Date }) {
    this.#cached = this.#empty();
  }

  get(
    aws: PlatformAws,
    data: DataInventory,
  ): Promise<CachedValue<ReplicationFacts[]>> {
    return this.#cached.get(aws.platform.id, () => this.read(aws, data));
  }

  /** Looks now. */
  read(aws: PlatformAws, data: DataInventory): Promise<ReplicationFacts[]> {
    return readReplicationFacts(aws.replication, data, this.options.now());
  }

  /** Something was changed, so what is remembered is not true any more. */
  forget(): void {
    this.#cached = this.#empty();
  }

  #empty() {
    return new Cached<ReplicationFacts[]>(this.options);
  }
}
