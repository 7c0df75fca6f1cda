import type { PlatformAws } from '../aws/PlatformAws';
import type { DataInventory } from '../platforms/dataInventory';
import { Cached, type CachedValue } from '../cache/Cached';
import type { ReplicationFacts } from './facts';
import { readReplicationFacts } from './readFacts';

/** Looks at the replications of each platform at most once per `maxAgeMs`. */
export class ReplicationReader {
  #memory: Cached<ReplicationFacts[]>;

  constructor(private readonly options: { maxAgeMs: number; now(): Date }) {
    this.#memory = this.#empty();
  }

  get(
    aws: PlatformAws,
    data: DataInventory,
  ): Promise<CachedValue<ReplicationFacts[]>> {
    return this.#memory.get(aws.platform.id, () => this.read(aws, data));
  }

  /** Looks now. */
  read(aws: PlatformAws, data: DataInventory): Promise<ReplicationFacts[]> {
    return readReplicationFacts(aws.replication, data, this.options.now());
  }

  /** Something was changed, so what is remembered is not true any more. */
  forget(): void {
    this.#memory = this.#empty();
  }

  #empty() {
    return new Cached<ReplicationFacts[]>(this.options);
  }
}
