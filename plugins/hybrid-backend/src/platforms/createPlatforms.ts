import type {
  CacheService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { PlatformAws } from '../aws/PlatformAws';
import { withPriority } from '../aws/priority';
import type { HybridConfig } from '../config';
import type { Clock } from '../durable/retry';
import { PlatformService } from './PlatformService';
import type { Snapshot } from './snapshot';
import { SnapshotService } from './SnapshotService';
import { snapshotTakers } from './SnapshotTaker';

/** The platforms, and the task that keeps their snapshots fresh for whoever looks. */
export async function createPlatforms(options: {
  config: HybridConfig;
  aws(platformId: string): PlatformAws;
  cache: CacheService;
  clock: Clock;
  logger: LoggerService;
  scheduler: SchedulerService;
  /** The services whose tags this plugin has changed since then, in any process. */
  changedSince(platformId: string, since: Date): Promise<ReadonlySet<string>>;
  /** Puts right what it finds wrong in a new snapshot. It does not throw. */
  mend(platformId: string, snapshot: Snapshot): Promise<Snapshot>;
  /** Is shown each new snapshot. */
  observe(platformId: string, snapshot: Snapshot): void;
}): Promise<{ platforms: PlatformService; snapshots: SnapshotService }> {
  const { config, aws, cache, clock, logger, mend, observe } = options;
  const take = snapshotTakers(aws, { ...options, now: clock.now });
  const snapshots = new SnapshotService({
    take: async platformId => {
      const snapshot = await mend(platformId, await take(platformId));
      observe(platformId, snapshot);
      return snapshot;
    },
    cache,
    logger,
    now: clock.now,
    maxAgeMs: config.snapshotMaxAgeMs,
    timeoutMs: config.snapshotTimeoutMs,
  });
  await options.scheduler.scheduleTask({
    id: 'refresh-platforms',
    scope: 'global',
    frequency: { milliseconds: config.snapshotRefreshMs },
    timeout: { minutes: 2 },
    initialDelay: { seconds: 3 },
    fn: async () => {
      await withPriority('background', () =>
        Promise.all(config.platforms.map(({ id }) => snapshots.refresh(id))),
      );
    },
  });
  const platforms = new PlatformService({
    platforms: config.platforms,
    snapshots,
  });
  return { platforms, snapshots };
}
