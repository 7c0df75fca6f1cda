import type {
  CacheService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type {
  Problem,
  SnapshotInfo,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { withTimeout } from '../durable/withTimeout';
import { explained, HybridError } from '../errors';
import { SingleFlight } from '../cache/SingleFlight';
import type { Snapshot } from './snapshot';

/** A snapshot and how far it can be trusted. */
export interface SnapshotView {
  snapshot: Snapshot;
  info: SnapshotInfo;
}

interface Entry {
  snapshot?: Snapshot;
  /** What the last refresh failed with; absent when it succeeded. */
  problem?: Problem;
  /** When the last refresh ended, well or not. */
  refreshedAt: number;
}

/** How often the platform had been invalidated when the refresh began. */
interface LocalEntry extends Entry {
  epoch: number;
}

/** With a snapshot in hand, nobody waits longer than this for a fresher one. */
const WAIT_WITH_SNAPSHOT_MS = 3_000;

/** Nobody waits longer than this for what replicas share, which is only a help. */
const CACHE_WITHIN_MS = 2_000;

/** How long the shared cache keeps a snapshot that nobody could refresh. */
const KEEP_MS = 24 * 60 * 60 * 1000;

const NOT_YET: Problem = {
  code: 'snapshot-unavailable',
  message: 'The first look at the platform is not finished yet.',
  remedy: 'Try again in a few seconds.',
};

/** The version changes with the shape, so that replicas of two releases do not mix theirs. */
const cacheKey = (platformId: string) => `snapshot:v5:${platformId}`;

/**
 * Keeps the newest snapshot of each platform. Refreshes it when somebody asks and it is
 * older than `maxAgeMs`, once however many ask. A refresh that fails leaves the last one in
 * place, and is not tried again before `maxAgeMs`, so that throttling is not made worse.
 * Replicas share what they see through the cache service.
 */
export class SnapshotService {
  readonly #entries = new Map<string, Entry>();
  readonly #epochs = new Map<string, number>();
  /** When each platform was last invalidated: what was seen before is not shared either. */
  readonly #invalidatedAt = new Map<string, number>();
  readonly #flights = new SingleFlight<LocalEntry>();

  constructor(
    private readonly options: {
      take(platformId: string): Promise<Snapshot>;
      cache: CacheService;
      logger: LoggerService;
      now(): Date;
      maxAgeMs: number;
      timeoutMs: number;
    },
  ) {}

  /** The platform's snapshot, refreshed if it is due. Throws when there is none at all. */
  async get(platformId: string): Promise<SnapshotView> {
    const known = await this.#known(platformId);
    if (known && this.#isRecent(known)) return this.#view(known);
    const latest = await withTimeout(
      this.#refreshUntilCurrent(platformId),
      known?.snapshot ? WAIT_WITH_SNAPSHOT_MS : this.options.timeoutMs,
      () => known,
    );
    return this.#view(latest);
  }

  /** The next one who asks gets a refreshed snapshot: something is known to have changed. */
  invalidate(platformId: string): void {
    this.#epochs.set(platformId, this.#epochOf(platformId) + 1);
    this.#invalidatedAt.set(platformId, this.options.now().getTime());
    const entry = this.#entries.get(platformId);
    if (entry) this.#entries.set(platformId, { ...entry, refreshedAt: 0 });
  }

  /** Looks at AWS now. Never throws: a failure is part of the entry. */
  refresh(platformId: string): Promise<LocalEntry> {
    return this.#flights.run(platformId, () => this.#refresh(platformId));
  }

  /** A refresh that was under way when the platform changed may have seen it as it was. */
  async #refreshUntilCurrent(platformId: string): Promise<Entry> {
    const epoch = this.#epochOf(platformId);
    const entry = await this.refresh(platformId);
    return entry.epoch < epoch ? this.refresh(platformId) : entry;
  }

  #epochOf(platformId: string): number {
    return this.#epochs.get(platformId) ?? 0;
  }

  async #refresh(platformId: string): Promise<LocalEntry> {
    const epoch = this.#epochOf(platformId);
    let entry: Entry;
    try {
      const snapshot = await this.options.take(platformId);
      entry = { snapshot, refreshedAt: this.options.now().getTime() };
      await this.#share(platformId, entry);
    } catch (error) {
      const problem = toProblem(error);
      this.options.logger.warn(
        `Refresh of the platform '${platformId}' failed: ${problem.message}`,
        error as Error,
      );
      entry = {
        snapshot: this.#entries.get(platformId)?.snapshot,
        problem,
        refreshedAt: this.options.now().getTime(),
      };
    }
    const current = epoch === this.#epochOf(platformId);
    this.#entries.set(
      platformId,
      current ? entry : { ...entry, refreshedAt: 0 },
    );
    return { ...entry, epoch };
  }

  /** The newer of what this replica and what another one saw. */
  async #known(platformId: string): Promise<Entry | undefined> {
    const own = this.#entries.get(platformId);
    if (own && this.#isRecent(own)) return own;
    const shared = await this.#readShared(platformId);
    const since = Math.max(
      own?.refreshedAt ?? 0,
      this.#invalidatedAt.get(platformId) ?? 0,
    );
    if (shared && shared.refreshedAt > since) {
      this.#entries.set(platformId, shared);
      return shared;
    }
    return own;
  }

  #isRecent(entry: Entry): boolean {
    const age = this.options.now().getTime() - entry.refreshedAt;
    return age < this.options.maxAgeMs;
  }

  #view(entry: Entry | undefined): SnapshotView {
    if (!entry?.snapshot) {
      throw new HybridError(entry?.problem ?? NOT_YET);
    }
    const { snapshot, problem } = entry;
    const age = this.options.now().getTime() - Date.parse(snapshot.takenAt);
    return {
      snapshot,
      info: {
        takenAt: snapshot.takenAt,
        ageSeconds: Math.max(0, Math.round(age / 1000)),
        stale: problem !== undefined,
        ...(problem && { problem }),
      },
    };
  }

  async #share(platformId: string, entry: Entry): Promise<void> {
    try {
      const value = entry as unknown as JsonObject;
      const { cache } = this.options;
      await inTime(cache.set(cacheKey(platformId), value, { ttl: KEEP_MS }));
    } catch (error) {
      this.options.logger.warn('Sharing a snapshot failed', error as Error);
    }
  }

  async #readShared(platformId: string): Promise<Entry | undefined> {
    try {
      const value = await inTime(this.options.cache.get(cacheKey(platformId)));
      return value as Entry | undefined;
    } catch (error) {
      this.options.logger.warn('Reading a snapshot failed', error as Error);
      return undefined;
    }
  }
}

/** A cache that does not answer is as one that fails. */
function inTime<T>(answer: Promise<T>): Promise<T> {
  return withTimeout(answer, CACHE_WITHIN_MS, () => {
    throw new Error(`The cache has not answered for ${CACHE_WITHIN_MS} ms`);
  });
}

function toProblem(error: unknown): Problem {
  const known = explained(error);
  if (known) return known.problem;
  return {
    code: 'snapshot-unavailable',
    message: `The platform cannot be read: ${
      error instanceof Error ? error.message : String(error)
    }`,
    remedy: 'Look up the error in the backend’s log.',
  };
}
