import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { withPriority } from '../aws/priority';
import type { SnapshotView } from '../platforms/SnapshotService';
import { HoldService, type HoldServiceOptions } from './HoldService';
import { tidyHolds } from './tidyHolds';

/** Holds, and the task that removes the tags of those that have expired. */
export async function createHolds(
  options: HoldServiceOptions & {
    platformIds: string[];
    snapshot(platformId: string): Promise<SnapshotView>;
    scheduler: SchedulerService;
    logger: LoggerService;
  },
): Promise<HoldService> {
  const { platformIds, snapshot, store, aws, active, clock } = options;
  const tidy = async (id: string) => {
    try {
      const view = await snapshot(id);
      const now = clock.now;
      await tidyHolds(view.snapshot, { store, aws: aws(id), active, now });
    } catch (error) {
      options.logger.warn(
        `The expired holds of '${id}' could not be removed`,
        error as Error,
      );
    }
  };
  await options.scheduler.scheduleTask({
    id: 'remove-expired-holds',
    scope: 'global',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    initialDelay: { seconds: 20 },
    fn: () =>
      withPriority('background', async () => {
        for (const id of platformIds) await tidy(id);
      }),
  });
  return new HoldService(options);
}
