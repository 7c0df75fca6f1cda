import type {
  AuditorService,
  LifecycleService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { HybridSignal } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import type { PlatformAccess } from '../access/platformAccess';
import type { VanishedEntities } from '../access/VanishedEntities';
import type { PlatformAws } from '../aws/PlatformAws';
import type { HybridConfig } from '../config';
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
import type { ShiftRepository } from '../shifts/record/ShiftRepository';
import { EvacuationAccess } from './EvacuationAccess';
import { LeasedEvacuations } from './LeasedEvacuations';
import { EvacuationPlanner } from './EvacuationPlanner';
import { EvacuationRunner } from './EvacuationRunner';
import { EvacuationService } from './EvacuationService';
import { EvacuationStore } from './EvacuationStore';
import { ItemRights } from './ItemRights';
import { startItemShift } from './startItemShift';

const POLL_MS = 500;

/** Where a service is may be this old; each shift reads its rule and tags anew. */
const PLATFORM_MAX_AGE_MS = 30_000;

/** Puts the parts of evacuations together, and goes on with interrupted ones. */
export function createEvacuations(options: {
  knex: Knex;
  config: HybridConfig;
  permissions: PermissionsService;
  auditor: AuditorService;
  logger: LoggerService;
  clock: Clock;
  platforms: PlatformService;
  status: StatusService;
  platformAccess: PlatformAccess;
  vanished: VanishedEntities;
  shifts: ShiftService;
  repository: ShiftRepository;
  aws(platformId: string): PlatformAws;
  invalidate(platformId: string): void;
  shiftsOf(
    platformId: string,
    services: string[],
  ): Promise<Map<string, ServiceShifts>>;
  replication(platformId: string): Promise<ReplicationFacts>;
  announce(signal: HybridSignal): Promise<void>;
  metrics: MetricsService;
  lifecycle: LifecycleService;
}): EvacuationService {
  const { knex, config, clock, platforms, announce, aws } = options;
  const { shift: timing } = config;
  const views = new Cached<SnapshotView>({
    maxAgeMs: PLATFORM_MAX_AGE_MS,
    now: clock.now,
  });
  const store = new EvacuationStore(knex, clock.now);
  const access = new EvacuationAccess({ ...options, store });
  const runner = new EvacuationRunner({
    evacuations: new LeasedEvacuations(knex, clock.now, options.repository),
    logger: options.logger,
    clock,
    retryForMs: timing.retryForMs,
    pollMs: Math.min(POLL_MS, timing.verifyIntervalMs),
    knows: id => config.platforms.some(platform => platform.id === id),
    pace: id => aws(id).pacing.pace(),
    announce,
    ended: evacuationMetrics(
      options.metrics,
      knex,
      config.platforms.map(({ id }) => id),
    ),
    invalidate: options.invalidate,
    startShift: startItemShift({
      shifts: options.shifts,
      auditor: options.auditor,
      platform: id => platforms.platform(id),
      view: async id => {
        const { value, problem } = await views.get(id, () =>
          platforms.snapshot(id),
        );
        if (!value) throw new HybridError(problem!);
        return value;
      },
    }),
  });
  const service = new EvacuationService({
    store,
    access,
    rights: new ItemRights(access),
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
  options.lifecycle.addStartupHook(() => {
    void runner.watch();
  });
  options.lifecycle.addShutdownHook(() => runner.stop());
  return service;
}
