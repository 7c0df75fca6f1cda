import type { LoggerService } from '@backstage/backend-plugin-api';
import type { HybridSignal } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import { withPriority } from '../aws/priority';
import type { EvacuationEnd } from './metrics';
import type { Lease } from '../shifts/record/ShiftLeases';
import { EvacuationRun, type EvacuationRunContext } from './EvacuationRun';
import type { EvacuationLedger } from './EvacuationLedger';

export interface EvacuationRunnerOptions
  extends Pick<
    EvacuationRunContext,
    'ledger' | 'clock' | 'retryForMs' | 'pollMs' | 'startShift'
  > {
  ledger: EvacuationLedger;
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

/** A process that has not renewed for this long counts as dead. */
const LEASE_MS = 30_000;
const RENEW_MS = 2_000;

/** Clients fetch a whole evacuation at each signal; a thousand services end in minutes. */
const ANNOUNCE_EVERY_MS = 1_000;

/** Carries evacuations out, and goes on with those of processes that are gone. */
export class EvacuationRunner {
  readonly #running = new Map<
    string,
    { run: EvacuationRun; end: Promise<void> }
  >();
  readonly #stopping = new AbortController();

  constructor(private readonly options: EvacuationRunnerOptions) {}

  /** A new claim. Its owner is never that of an earlier one, even in the same process. */
  lease(): Lease {
    return { owner: randomUUID(), forMs: LEASE_MS };
  }

  /** Carries an evacuation out for which this process has the lease, and returns at once. */
  start(evacuation: { id: string; platform: string }, { owner }: Lease): void {
    const { logger, clock, pace, announce } = this.options;
    const { id, platform } = evacuation;
    const lost = new AbortController();
    let announcedAt = -Infinity;
    let last: NodeJS.Timeout | undefined;
    const tell = () => announce({ platform, evacuationId: id });
    const run = new EvacuationRun(id, {
      ...this.options,
      owner,
      signal: AbortSignal.any([this.#stopping.signal, lost.signal]),
      pace: () => pace(platform),
      changed: () => {
        const now = clock.now().getTime();
        const waitMs = announcedAt + ANNOUNCE_EVERY_MS - now;
        if (waitMs <= 0) {
          announcedAt = now;
          void tell();
        } else {
          last ??= setTimeout(() => {
            last = undefined;
            announcedAt = clock.now().getTime();
            void tell();
          }, waitMs);
          last.unref?.();
        }
      },
    });
    const renew = () =>
      this.options.ledger
        .renew(id, { owner, forMs: LEASE_MS }, run.pace())
        .then(
          kept => kept || lost.abort(),
          error => logger.warn('Renewing a lease failed', error),
        );
    const heartbeat = setInterval(renew, RENEW_MS);
    heartbeat.unref();
    void renew();

    const carryOut = async () => {
      try {
        const end = await withPriority('evacuation', () => run.run());
        this.options.ended?.({ platform, ...end });
      } catch (error) {
        logger.warn(`Evacuation ${id} was left`, error as Error);
        await this.options.ledger.release(id, owner);
      } finally {
        clearInterval(heartbeat);
        clearTimeout(last);
        this.#running.delete(id);
        this.options.invalidate(platform);
        await tell();
      }
    };
    const end = carryOut().catch(error =>
      logger.error(`Evacuation ${id} could not be let go of`, error),
    );
    this.#running.set(id, { run, end });
  }

  /** Goes on with what nobody carries out any more. */
  async takeOver(): Promise<void> {
    const { ledger, logger, knows } = this.options;
    for (const evacuation of await ledger.claimable()) {
      const { id, platform } = evacuation;
      const lease = this.lease();
      if (!knows(platform) || !(await ledger.claim(id, lease))) continue;
      logger.warn(`Evacuation ${id} was interrupted and goes on`);
      this.start(evacuation, lease);
    }
  }

  /** Something about the evacuation was changed in this process. */
  wake(id: string): void {
    this.#running.get(id)?.run.wake();
  }

  /** Lets go of everything: whoever runs next goes on with it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#running.values()].map(({ end }) => end));
  }
}
