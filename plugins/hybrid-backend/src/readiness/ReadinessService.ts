import type { LoggerService } from '@backstage/backend-plugin-api';
import { isTransient } from '../aws/failures';
import type { PlatformAws } from '../aws/PlatformAws';
import { problemIn } from '../errors';
import type { ServiceShifts } from '../status/ServiceRecords';
import { toTunnels } from '../status/tunnels';
import { readTargets } from '../platforms/targets';
import type { SnapshotView } from '../platforms/SnapshotService';
import type { Clock } from '../durable/retry';
import type { ReplicationFacts } from '../shifts/plan/safety/index';
import { assess, isAskable, type AskableService } from './assess';
import { contradicts } from './contradicts';
import { inOrder } from './order';
import type { ReadinessStore, ServiceReadiness } from './ReadinessStore';

export interface ReadinessOptions {
  store: ReadinessStore;
  snapshot(platformId: string): Promise<SnapshotView>;
  aws(platformId: string): PlatformAws;
  replication(platformId: string): Promise<ReplicationFacts>;
  /** Tells the tag values by which shifts hold their rules themselves. */
  shiftsOf(
    platformId: string,
    services: string[],
  ): Promise<Map<string, Pick<ServiceShifts, 'ownHolds'>>>;
  clock: Clock;
  logger: LoggerService;
  /** How old an answer may be. */
  maxAgeMs: number;
  /** So many services per second, each by two calls; what AWS allows beyond is the shifts'. */
  perSecond: number;
}

/** How many services one run takes on, so that what has just changed need not wait for all. */
const AT_ONCE = 60;

/**
 * Asks in the background, by the safety rules, whether all traffic of each service could go to
 * each site now: so that nobody learns in an outage that it could not.
 */
export class ReadinessService {
  constructor(private readonly options: ReadinessOptions) {}

  /** Asks about the services of a platform that are due, the ones that changed first. */
  async run(platformId: string, signal: AbortSignal): Promise<void> {
    const { store, logger } = this.options;
    const { snapshot } = await this.options.snapshot(platformId);
    const services = snapshot.services.filter(isAskable);
    await store.keepOnly(
      platformId,
      services.map(({ name }) => name),
    );
    if (services.length === 0) return;
    const [replication, shifts, tunnelsChangedAt] = await Promise.all([
      this.options.replication(platformId),
      this.options.shiftsOf(
        platformId,
        services.map(({ name }) => name),
      ),
      this.#tunnelsChangedAt(platformId),
    ]);
    const ownHolds = (name: string) => shifts.get(name)?.ownHolds ?? [];
    const due = await this.#due(platformId, services, {
      replication,
      ownHolds,
      tunnelsChangedAt,
    });
    const now = due.slice(0, AT_ONCE);
    for (const [index, service] of now.entries()) {
      if (index > 0) await this.#pause(signal);
      if (signal.aborted) return;
      try {
        await store.set(
          platformId,
          service.name,
          await this.#ask(platformId, service, {
            replication,
            ownHolds: ownHolds(service.name),
          }),
        );
      } catch (error) {
        const problem = problemIn(error);
        if (!problem) throw error;
        logger.debug(
          `The readiness of ${platformId}/${service.name} is not known: ${problem.message}`,
        );
        // Whatever AWS is busy with matters more; it is asked again in the next run.
        if (isTransient(problem)) return;
      }
    }
  }

  async #pause(signal: AbortSignal): Promise<void> {
    const { clock, perSecond } = this.options;
    // What is aborted is seen before the next service.
    await clock.sleep(1000 / perSecond, signal).catch(() => undefined);
  }

  async #due(
    platformId: string,
    services: AskableService[],
    facts: {
      replication: ReplicationFacts;
      ownHolds(service: string): string[];
      tunnelsChangedAt: string | undefined;
    },
  ): Promise<AskableService[]> {
    const { store, clock, maxAgeMs } = this.options;
    const [known, changed] = await Promise.all([
      store.get({ platform: platformId }),
      store.lastChanged(platformId),
    ]);
    const now = clock.now();
    const oldest = new Date(now.getTime() - maxAgeMs).toISOString();
    const contradicted = services.filter(service => {
      const evaluated = known.get(service.name);
      const cheap = assess(service, {
        replication: facts.replication,
        ownHolds: facts.ownHolds(service.name),
        targets: {},
        now,
      });
      const { toldByAlarm } = service;
      const { tunnelsChangedAt } = facts;
      return (
        evaluated &&
        contradicts(evaluated, cheap, { toldByAlarm, tunnelsChangedAt }, now)
      );
    });
    return inOrder(services, {
      known,
      changed,
      contradicted: new Set(contradicted.map(({ name }) => name)),
      oldest,
    });
  }

  async #tunnelsChangedAt(platformId: string): Promise<string | undefined> {
    try {
      const found = await this.options.aws(platformId).vpnConnections();
      return toTunnels(found)
        .flatMap(({ since }) => since ?? [])
        .sort()
        .at(-1);
    } catch (error) {
      // What cannot be looked at contradicts nothing.
      if (problemIn(error)) return undefined;
      throw error;
    }
  }

  async #ask(
    platformId: string,
    service: AskableService,
    known: { replication: ReplicationFacts; ownHolds: string[] },
  ): Promise<ServiceReadiness> {
    const aws = this.options.aws(platformId);
    const now = this.options.clock.now();
    const [onPrem, inAws] = await Promise.all([
      readTargets(aws, service, 'on-prem'),
      readTargets(aws, service, 'aws'),
    ]);
    return assess(service, {
      ...known,
      targets: { 'on-prem': onPrem, aws: inAws },
      now,
    });
  }
}
