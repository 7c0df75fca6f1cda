import type { OfficeHoursContext } from './ports';

const PAUSE_MS = 15_000;

/**
 * Looks again and again until the condition holds. At the deadline it fails, and the retry of
 * the function goes on where this one stopped.
 */
export async function waitUntil(
  condition: () => Promise<boolean>,
  { clock, deadline }: Pick<OfficeHoursContext, 'clock' | 'deadline'>,
  message: string | (() => string),
): Promise<void> {
  while (!(await condition())) {
    if (clock.now() + PAUSE_MS > deadline) {
      throw new Error(typeof message === 'string' ? message : message());
    }
    await clock.sleep(PAUSE_MS);
  }
}
