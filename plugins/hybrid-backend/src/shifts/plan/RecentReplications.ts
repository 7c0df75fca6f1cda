import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { withTimeout } from '../../durable/withTimeout';
import type { StatusService } from '../../status/StatusService';
import type { ReplicationFacts } from './safety/index';

/** Nobody who fails over waits longer for DMS and CloudWatch than this. */
const TIMEOUT_MS = 3_000;

/**
 * The replications as plans look at them. When they cannot be looked up, or not soon, what was
 * seen last still tells which site receives the data, for that hardly ever changes.
 */
export class RecentReplications {
  readonly #last = new Map<string, ReplicationStatus[]>();

  constructor(
    private readonly status: Pick<StatusService, 'replications'>,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  async get(
    platformId: string,
  ): Promise<Omit<ReplicationFacts, 'maxLagSeconds'>> {
    // When it ends after that time, the next one who asks learns of it.
    const problem = await withTimeout(
      this.#read(platformId),
      this.timeoutMs,
      () => `AWS has not answered within ${this.timeoutMs / 1000} s.`,
    );
    return {
      replications: this.#last.get(platformId) ?? [],
      ...(problem && { problem }),
    };
  }

  /** Looks, remembers, and tells what went wrong. */
  async #read(platformId: string): Promise<string | undefined> {
    const { value, problem } = await this.status.replications(platformId);
    if (value) this.#last.set(platformId, value);
    return problem?.message;
  }
}
