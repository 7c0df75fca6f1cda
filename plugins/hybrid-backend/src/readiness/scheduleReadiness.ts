import type { SchedulerService } from '@backstage/backend-plugin-api';
import { withPriority } from '../aws/priority';
import type { HybridConfig } from '../config';
import { ReadinessService, type ReadinessOptions } from './ReadinessService';

/**
 * How often what is due is asked for: soon after the start, after a shift or a hold, and when
 * an answer is old.
 */
const POLL_SECONDS = 15;

/** Asks in the background, in one of the replicas, how ready the services are. */
export async function scheduleReadiness(
  options: Omit<ReadinessOptions, 'maxAgeMs' | 'perSecond'> & {
    config: HybridConfig;
    platformIds: string[];
    scheduler: SchedulerService;
  },
): Promise<void> {
  const { config, platformIds, scheduler, logger } = options;
  const readiness = new ReadinessService({
    ...options,
    maxAgeMs: config.readinessMs,
    perSecond: config.readinessPerSecond,
  });
  const run = async (id: string, signal: AbortSignal) => {
    try {
      await readiness.run(id, signal);
    } catch (error) {
      logger.warn(
        `The readiness of '${id}' could not be evaluated`,
        error as Error,
      );
    }
  };
  await scheduler.scheduleTask({
    id: 'evaluate-readiness',
    scope: 'global',
    frequency: { seconds: POLL_SECONDS },
    timeout: { minutes: 5 },
    initialDelay: { seconds: 5 },
    fn: signal =>
      withPriority('background', async () => {
        for (const id of platformIds) await run(id, signal as AbortSignal);
      }),
  });
}
