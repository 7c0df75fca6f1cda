import type {
  Site,
  SiteTraffic,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftTiming } from '../../config';
import { problemIn } from '../../errors';
import { judge, type Verdict } from './gate';
import type { Clock, Retries } from '../../durable/retry';
import type { SiteHealth } from './SiteHealth';
import type { ShiftTarget } from '../target/ShiftTarget';

export interface BakeContext {
  target: ShiftTarget;
  timing: ShiftTiming;
  clock: Clock;
}

/** The time for which weights bake, and the gate at its end. */
export class Bake {
  constructor(
    private readonly context: BakeContext,
    private readonly health: SiteHealth,
    private readonly retries: Retries,
    /** Waits; throws when the shift must not go on waiting. */
    private readonly pause: (ms: number) => Promise<void>,
  ) {}

  /**
   * Watches sites until the time. Returns at once, and with the figures, when a site stays
   * unhealthy; AWS not answering is no verdict on it. Undefined when the time has passed.
   */
  async watch(sites: Site[], until: Date): Promise<string | undefined> {
    const { timing, clock } = this.context;
    for (let unhealthy = 0; ; ) {
      const left = until.getTime() - clock.now().getTime();
      if (left <= 0) return undefined;
      const reading = await this.health.probe(sites);
      if (reading) unhealthy = reading.healthy ? 0 : unhealthy + 1;
      if (reading && unhealthy >= timing.verifyChecks) return reading.summary;
      await this.pause(Math.min(timing.verifyIntervalMs, left));
    }
  }

  /** Judges the gaining sites by how they did between two times. */
  async gate(
    sites: Site[],
    window: { from: Date; to: Date },
  ): Promise<Verdict> {
    const reading = await this.health.read(sites);
    return judge({
      reading,
      traffic: reading.healthy
        ? await this.#traffic(sites, window)
        : 'it is not healthy',
      maxErrorPercent: this.context.timing.maxErrorPercent,
    });
  }

  async #traffic(
    sites: Site[],
    window: { from: Date; to: Date },
  ): Promise<SiteTraffic | string> {
    try {
      const traffic = await this.retries.run(() =>
        this.context.target.traffic(window),
      );
      return sites.reduce(
        (sum, site) => ({
          requests: sum.requests + traffic[site].requests,
          errors: sum.errors + traffic[site].errors,
        }),
        { requests: 0, errors: 0 },
      );
    } catch (error) {
      const problem = problemIn(error);
      if (!problem) throw error;
      return `the errors could not be read. ${problem.message}`;
    }
  }
}
