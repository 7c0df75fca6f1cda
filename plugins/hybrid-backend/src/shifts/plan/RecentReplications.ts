import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformService } from '../../status/StatusService';
import type { ReplicationFacts } from './safety/index';

/** Nobody who fails over waits longer for DMS and CloudWatch than this. */
const PATIENCE_MS = 3_000;

/**
 * The replications as plans look at them. When they cannot be looked up, or not soon, what was
 * seen last still tells which site receives the data, for that hardly ever changes.
 */
export class RecentReplications {
  readonly #last = new Map<string, ReplicationStatus[]>();

  constructor(
    private readonly platforms: Pick<PlatformService, 'replications'>,
    private readonly retryForMs = PATIENCE_MS,
  ) {}

  async get(
    platformId: string,
  ): Promise<Omit<ReplicationFacts, 'maxLagSeconds'>> {
    const looked = this.#look(platformId);
    // When it fails after the patience, the next one who asks learns of it.
    looked.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<string>(resolve => {
      timer = setTimeout(
        resolve,
        this.retryForMs,
        `AWS has not answered within ${this.retryForMs / 1000} s.`,
      );
    });
    try {
      const problem = await Promise.race([looked, patience]);
      return {
        replications: this.#last.get(platformId) ?? [],
        ...(problem && { problem }),
      };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Looks, remembers, and tells what went wrong. */
  async #look(platformId: string): Promise<string | undefined> {
    const { value, problem } = await this.platforms.replications(platformId);
    if (value) this.#last.set(platformId, value);
    return problem?.message;
  }
}
