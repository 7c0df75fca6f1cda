import type { LoggerService } from '@backstage/backend-plugin-api';
import type { HybridSignal } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { withPriority } from '../aws/priority';
import { LeasedRunner, type Held } from '../durable/LeasedRunner';
import type { Lease } from '../durable/Leases';
import type { LeasedEvacuations } from './LeasedEvacuations';
import { EvacuationRun, type EvacuationRunContext } from './EvacuationRun';
import type { EvacuationEnd } from './metrics';
import { Throttled } from './Throttled';

export interface EvacuationRunnerOptions
  extends Pick<
    EvacuationRunContext,
    'evacuations' | 'clock' | 'retryForMs' | 'pollMs' | 'startShift'
  > {
  evacuations: LeasedEvacuations;
  logger: LoggerService;
  /** Whether the platform is still in the configuration. */
  knows(platform: string): boolean;
  pace(platform: string): ReturnType<EvacuationRunContext['pace']>;
  announce(signal: HybridSignal): Promise<void>;
  /** Told of each end, once. */
  ended?(end: EvacuationEnd): void;
  /** Makes the next reader of the platform look at AWS again. */
  invalidate(platform: string): void;
}

/** What is looked at is its pace, too, for all to see. */
const TIMING = {
  leaseMs: 30_000,
  renewMs: 2_000,
  pollMs: 2_000,
  claimMs: 15_000,
};

/** Clients fetch a whole evacuation at each signal; a thousand services end in minutes. */
const ANNOUNCE_EVERY_MS = 1_000;

/** Which evacuation, and of which platform. */
type Which = { id: string; platform: string };

/** Carries evacuations out, and goes on with those of processes that are gone. */
export class EvacuationRunner {
  readonly #runner: LeasedRunner;
  readonly #runs = new Map<string, EvacuationRun>();

  constructor(private readonly options: EvacuationRunnerOptions) {
    const { evacuations, clock, logger, knows } = options;
    this.#runner = new LeasedRunner({
      leases: evacuations.leases,
      timing: TIMING,
      clock,
      logger,
      what: 'Evacuation',
      mayClaim: async id => knows(await evacuations.platformOf(id)),
      goOn: async ({ id }, held) => {
        logger.warn(`Evacuation ${id} was interrupted and goes on`);
        const platform = await evacuations.platformOf(id);
        await this.#carryOut({ id, platform }, held);
      },
    });
  }

  /** A new claim of this process. */
  lease(): Lease {
    return this.#runner.lease();
  }

  /** Carries an evacuation out for which this process has the lease, and returns at once. */
  start(evacuation: Which, lease: Lease): void {
    this.#runner.start(evacuation.id, lease, held =>
      this.#carryOut(evacuation, held),
    );
  }

  /** Goes on with what nobody carries out any more. */
  takeOver(): Promise<void> {
    return this.#runner.takeOver();
  }

  /** Looks for what to take over from now on, until it stops. */
  watch(): Promise<void> {
    return this.#runner.watch();
  }

  /** Something about the evacuation was changed in this process. */
  wake(id: string): void {
    this.#runs.get(id)?.wake();
  }

  /** Lets go of everything: whoever runs next goes on with it. */
  stop(): Promise<void> {
    return this.#runner.stop();
  }

  async #carryOut({ id, platform }: Which, held: Held): Promise<void> {
    const { evacuations, logger, clock, pace, announce, ended, invalidate } =
      this.options;
    const { owner } = held.lease;
    const tell = () => announce({ platform, evacuationId: id });
    const changes = new Throttled(tell, ANNOUNCE_EVERY_MS, clock);
    const run = new EvacuationRun(id, {
      ...this.options,
      owner,
      signal: held.signal,
      pace: () => pace(platform),
      changed: () => changes.run(),
    });
    const notePace = () =>
      evacuations
        .notePace(id, owner, run.pace())
        .catch(error => logger.warn('A pace was not noted', error));
    held.onStanding = notePace;
    void notePace();
    this.#runs.set(id, run);
    try {
      const end = await withPriority('evacuation', () => run.run());
      ended?.({ platform, ...end });
    } finally {
      changes.stop();
      if (this.#runs.get(id) === run) this.#runs.delete(id);
      invalidate(platform);
      await tell();
    }
  }
}
