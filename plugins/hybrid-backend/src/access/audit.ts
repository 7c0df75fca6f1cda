import type { AuditorServiceEvent } from '@backstage/backend-plugin-api';

/** Runs what the event is about, and ends the event as that ended. */
export async function audited<T>(
  event: AuditorServiceEvent,
  action: () => Promise<T>,
): Promise<T> {
  try {
    const result = await action();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
}
