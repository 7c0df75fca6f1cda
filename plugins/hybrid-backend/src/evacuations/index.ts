import type {
  AuditorService,
  LifecycleService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  otherSite,
  type HybridSignal,
  type SafetyRuleId,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { assertEntityTag, type RoutedService } from '../access/entityAccess';
import type { PlatformAccess } from '../access/platformAccess';
import type { PlatformAws } from '../aws/PlatformAws';
import type { HybridConfig, PlatformConfig } from '../config';
import { HybridError } from '../errors';
import type { PlatformService } from '../platforms/PlatformService';
import type { StatusService } from '../status/StatusService';
import { Cached } from '../cache/Cached';
import type { SnapshotView } from '../platforms/SnapshotService';
import type { ServiceShifts } from '../status/ServiceRecords';
import { evacuationMetrics } from './metrics';
import type { Clock } from '../durable/retry';
import type { ReplicationFacts } from '../shifts/plan/safety/index';
import type { ShiftService } from '../shifts/ShiftService';
import { EvacuationAccess } from './EvacuationAccess';
import { EvacuationLedger } from './EvacuationLedger';
import { EvacuationPlanner } from './EvacuationPlanner';
import { EvacuationRunner } from './EvacuationRunner';
import { EvacuationService } from './EvacuationService';
import { EvacuationStore } from './EvacuationStore';
import type { EvacuationRow, ItemRow } from './rows';

export type { EvacuationService } from './EvacuationService';

const LOOK_EVERY_MS = 500;

/** Where a service is may be this old; each shift reads its rule and tags anew. */
const LOOK_AT_PLATFORM_EVERY_MS = 30_000;

/** Puts the parts of evacuations together, and goes on with interrupted ones. */
export async function createEvacuations(options: {
  knex: Knex;
  config: HybridConfig;
  permissions: PermissionsService;
  auditor: AuditorService;
  logger: LoggerService;
  clock: Clock;
  platforms: PlatformService;
  status: StatusService;
  platformAccess: PlatformAccess;
  shifts: ShiftService;
  aws(platformId: string): PlatformAws;
  invalidate(platformId: string): void;
  shiftsOf(
    platformId: string,
    services: string[],
  ): Promise<Map<string, ServiceShifts>>;
  replication(platformId: string): Promise<ReplicationFacts>;
  announce(signal: HybridSignal): Promise<void>;
  metrics: MetricsService;
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
}): Promise<EvacuationService> {
  const { knex, config, clock, platforms, announce, aws } = options;
  const { shift: timing } = config;
  const views = new Cached<SnapshotView>({
    maxAgeMs: LOOK_AT_PLATFORM_EVERY_MS,
    now: clock.now,
  });
  const access = new EvacuationAccess(options);
  const runner = new EvacuationRunner({
    ledger: new EvacuationLedger(knex, clock.now),
    logger: options.logger,
    clock,
    retryForMs: timing.retryForMs,
    pollMs: Math.min(LOOK_EVERY_MS, timing.verifyIntervalMs),
    knows: id => config.platforms.some(platform => platform.id === id),
    pace: id => aws(id).pacing.pace(),
    announce,
    ended: evacuationMetrics(
      options.metrics,
      knex,
      config.platforms.map(({ id }) => id),
    ),
    invalidate: options.invalidate,
    startShift: async (evacuation, item) => {
      const { shift } = await options.shifts.start({
        route: async () => {
          const { platform } = evacuation;
          const { value, problem } = await views.get(platform, () =>
            platforms.snapshot(platform),
          );
          if (!value) throw new HybridError(problem!);
          return routeItem(platforms.platform(platform), value, item);
        },
        request: {
          kind: 'failover',
          to: otherSite(evacuation.off_site as Site),
          reason: evacuation.reason,
          ...forceOf(evacuation),
        },
        requestedBy: evacuation.acting,
        idempotencyKey: `${evacuation.id}/${item.service}/${item.attempt}`,
        evacuationId: evacuation.id,
        audit: await options.auditor.createEvent({
          eventId: 'traffic-shift',
          severityLevel: 'medium',
          meta: {
            entityRef: item.entity_ref,
            requestedBy: evacuation.acting,
            evacuationId: evacuation.id,
          },
        }),
      });
      return shift;
    },
  });
  const service = new EvacuationService({
    store: new EvacuationStore(knex, clock.now),
    access,
    runner,
    planner: new EvacuationPlanner({
      ...options,
      access,
      timing,
      refresh: options.invalidate,
      now: clock.now,
    }),
    announce: (platform, evacuationId) => announce({ platform, evacuationId }),
  });
  await options.scheduler.scheduleTask({
    id: 'take-over-evacuations',
    scope: 'local',
    frequency: { seconds: 15 },
    timeout: { minutes: 2 },
    fn: () => runner.takeOver(),
  });
  options.lifecycle.addShutdownHook(() => runner.stop());
  return service;
}

/**
 * The service of an item, whose starter was asked for the permission when the evacuation was
 * started. The rule must still be tagged with the entity that the permission was for.
 */
function routeItem(
  platform: PlatformConfig,
  view: SnapshotView,
  { service: name, entity_ref: entityRef }: ItemRow,
): RoutedService {
  const service = view.snapshot.services.find(one => one.name === name);
  if (!service) {
    throw new HybridError({
      code: 'service-not-found',
      message: `The platform '${platform.id}' has no service '${name}' any more.`,
      remedy: 'Deploy the service with the platform repository.',
    });
  }
  assertEntityTag(entityRef, service.ruleArn, service.ruleTags);
  return { entityRef, platform, service, view };
}

function forceOf({ force }: EvacuationRow): { force?: SafetyRuleId[] } {
  return force ? { force: JSON.parse(force) } : {};
}
