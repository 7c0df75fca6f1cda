import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  SITES,
  type SafetyRuleId,
  type SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isTransient } from '../aws/failures';
import type { PlatformAws } from '../aws/PlatformAws';
import { problemIn } from '../errors';
import { hasTargetGroups } from '../platforms/detail';
import { readEntityRef, readHold } from '../aws/rule/tags';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { ServiceShifts } from '../status/ServiceRecords';
import type { SnapshotView } from '../platforms/SnapshotService';
import { intentOf, toPlan } from '../shifts/plan/plan';
import type { Clock } from '../durable/retry';
import type { ReplicationFacts } from '../shifts/plan/safety/index';
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

/** The rules about the service's state. The others are about one shift, and when it is made. */
const RULES: readonly SafetyRuleId[] = [
  'owner-matches',
  'not-held',
  'gaining-site-healthy',
  'never-dark',
  'replication-caught-up',
];

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
    const due = await this.#due(platformId, services);
    if (due.length === 0) return;
    const now = due.slice(0, AT_ONCE);
    const [replication, shifts] = await Promise.all([
      this.options.replication(platformId),
      this.options.shiftsOf(
        platformId,
        now.map(({ name }) => name),
      ),
    ]);
    for (const [index, service] of now.entries()) {
      if (index > 0) await this.#pause(signal);
      if (signal.aborted) return;
      try {
        await store.set(
          platformId,
          service.name,
          await this.#ask(platformId, service, {
            replication,
            ownHolds: shifts.get(service.name)?.ownHolds ?? [],
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
  ): Promise<AskableService[]> {
    const { store, clock, maxAgeMs } = this.options;
    const [known, changed] = await Promise.all([
      store.get({ platform: platformId }),
      store.lastChanged(platformId),
    ]);
    const oldest = new Date(clock.now().getTime() - maxAgeMs).toISOString();
    const rank = ({ name }: AskableService) => {
      const checkedAt = known.get(name)?.aws.checkedAt;
      if (!checkedAt) return 1;
      if ((changed.get(name) ?? '') >= checkedAt) return 0;
      return checkedAt <= oldest ? 2 : undefined;
    };
    return services
      .map(service => ({ service, rank: rank(service) }))
      .filter(({ rank: order }) => order !== undefined)
      .sort((a, b) => a.rank! - b.rank!)
      .map(({ service }) => service);
  }

  async #ask(
    platformId: string,
    service: AskableService,
    known: { replication: ReplicationFacts; ownHolds: string[] },
  ): Promise<ServiceReadiness> {
    const aws = this.options.aws(platformId);
    const now = this.options.clock.now();
    const [onPrem, inAws] = await Promise.all([
      aws.targets(service.targetGroups['on-prem']),
      aws.targets(service.targetGroups.aws),
    ]);
    const entityRef = readEntityRef(service.ruleTags);
    const facts = {
      entityRef: entityRef ?? '',
      taggedEntityRef: entityRef,
      from: service.weights,
      targets: { 'on-prem': onPrem, aws: inAws },
      replication: known.replication,
      hold: readHold(service.ruleTags, now, known.ownHolds),
      now,
    };
    return Object.fromEntries(
      SITES.map(site => {
        const request = { kind: 'failover', to: site } as const;
        const intent = intentOf(request, service.defaultWeights);
        const { rules } = toPlan(intent, facts);
        const failed = rules.filter(isAboutState);
        return [
          site,
          { ready: failed.length === 0, failed, checkedAt: now.toISOString() },
        ];
      }),
    ) as ServiceReadiness;
  }
}

type AskableService = ServiceSnapshot &
  Required<Pick<ServiceSnapshot, 'targetGroups' | 'weights'>>;

/** A service that can be shifted at all; what is wrong with the others is shown elsewhere. */
function isAskable(service: ServiceSnapshot): service is AskableService {
  return (
    !service.problem &&
    hasTargetGroups(service) &&
    service.weights !== undefined &&
    readEntityRef(service.ruleTags) !== undefined
  );
}

function isAboutState({ id, passed }: SafetyRuleResult): boolean {
  return !passed && RULES.includes(id);
}
