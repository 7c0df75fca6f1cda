import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftTiming } from '../../config';
import type { Clock } from '../../durable/retry';
import type { SiteHealth } from './SiteHealth';

/** How a verification went. */
export interface Verified {
  passed: boolean;
  /** The figures of the last reading, in words. */
  summary: string;
}

/** Reads the health of sites until it is good some times in a row, or the time is over. */
export async function verifySites(
  sites: Site[],
  by: {
    health: SiteHealth;
    timing: ShiftTiming;
    clock: Clock;
    /** Waits; throws when the shift must not go on waiting. */
    pause(ms: number): Promise<void>;
  },
): Promise<Verified> {
  const { health, timing, clock, pause } = by;
  const deadline = clock.now().getTime() + timing.verifyTimeoutMs;
  for (let good = 0; ; ) {
    const { healthy, summary } = await health.read(sites);
    good = healthy ? good + 1 : 0;
    if (good >= timing.verifyChecks) return { passed: true, summary };
    // Readings that AWS answers late, because it throttles, say nothing against the site.
    if (good === 0 && clock.now().getTime() >= deadline) {
      return { passed: false, summary };
    }
    await pause(timing.verifyIntervalMs);
  }
}
