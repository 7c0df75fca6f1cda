import type { SchedulerService } from '@backstage/backend-plugin-api';
import { Announcer, type AnnouncerOptions } from './Announcer';

/** The announcer, and the task that announces what no process has come to announce. */
export async function createAnnouncer(
  options: AnnouncerOptions & { scheduler: SchedulerService },
): Promise<Announcer> {
  const announcer = new Announcer(options);
  await options.scheduler.scheduleTask({
    id: 'announce-shifts',
    scope: 'global',
    frequency: { minutes: 1 },
    timeout: { minutes: 1 },
    fn: () => announcer.catchUp(),
  });
  return announcer;
}
