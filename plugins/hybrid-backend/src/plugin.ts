import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { hybridPermissions } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { EntityMemory } from './access/EntityMemory';
import { EntityAccess } from './access/entityAccess';
import { KnownServices } from './access/KnownServices';
import { PlatformAccess } from './access/platformAccess';
import { accessSources } from './access/sources';
import { VanishedEntities } from './access/VanishedEntities';
import { registerActions } from './actions';
import { createAnnouncer } from './announcements/createAnnouncer';
import { AutomationWatch } from './automation/AutomationWatch';
import { createPlatformAws } from './aws/createPlatformAws';
import { readHybridConfig } from './config';
import { DriftWatch } from './drift/DriftWatch';
import { migrated } from './durable/database';
import { systemClock } from './durable/retry';
import { SharedClock } from './durable/SharedClock';
import { createEvacuations } from './evacuations/createEvacuations';
import { HistoryService } from './history/HistoryService';
import { createHolds } from './holds/createHolds';
import { HoldKeeper } from './holds/HoldKeeper';
import { createPlatforms } from './platforms/createPlatforms';
import { assess } from './readiness/assess';
import { scheduleReadiness } from './readiness/scheduleReadiness';
import { ServiceRecordStores } from './readiness/ServiceRecordStores';
import { createReplications } from './replication/createReplications';
import { ReplicationReader } from './replication/ReplicationReader';
import { createRouter } from './router';
import { backstageServices } from './services';
import { createShifts } from './shifts/createShifts';
import { ShiftRepository } from './shifts/record/ShiftRepository';
import { StatusService } from './status/StatusService';
import { shiftMetrics, shiftTracing } from './telemetry/shifts';

/**
 * The hybrid backend plugin: platforms, service status and traffic shifts under
 * `/api/hybrid/v1`.
 *
 * @public
 */
export const hybridPlugin = createBackendPlugin({
  pluginId: 'hybrid',
  register(env) {
    env.registerInit({
      deps: backstageServices,
      async init(deps) {
        const { logger } = deps;
        const sources = accessSources(deps);
        const config = readHybridConfig(deps.config);
        const platformIds = config.platforms.map(({ id }) => id);
        const knex = await migrated(deps.database);
        const clock = await SharedClock.create(knex, systemClock, logger);
        const { now } = clock;
        const aws = createPlatformAws({ ...deps, platforms: config.platforms });

        const repository = new ShiftRepository(knex, now);
        const shiftsOf = repository.shiftsOf.bind(repository);
        const active = repository.active.bind(repository);
        const announcer = await createAnnouncer({
          ...deps,
          repository,
          observe: shiftMetrics(deps.metrics, knex, repository, platformIds),
          now,
        });
        const announce = announcer.announce.bind(announcer);
        const drifts = new DriftWatch({
          ...deps,
          knex,
          aws,
          repository,
          notify: drift => announcer.notifier.drift(drift),
          clock,
        });
        const moves = new AutomationWatch({
          ...deps,
          knex,
          repository,
          tell: news => announcer.automation(news),
          now,
        });
        const records = new ServiceRecordStores(knex, now, drifts, repository);
        const keeper = new HoldKeeper({
          ...deps,
          store: records.holds,
          aws,
          active,
          announce,
          now,
        });
        const { platforms, snapshots } = await createPlatforms({
          ...deps,
          config,
          aws,
          clock,
          changedSince: records.changedSince.bind(records),
          mend: keeper.keep.bind(keeper),
          observe: (id, snapshot) => {
            drifts.observe(id, snapshot);
            moves.observe(id, snapshot);
          },
        });
        const subjects = {
          ...deps,
          ...sources,
          aws,
          knex,
          clock,
          now,
          config,
          repository,
          platforms,
          platformIds,
          active,
          announce,
          shiftsOf,
          snapshot: (id: string) => platforms.snapshot(id),
          invalidate: (id: string) => snapshots.invalidate(id),
        };

        const reader = ReplicationReader.fromConfig(config, now);
        const status = new StatusService({
          ...subjects,
          replications: reader,
          recordsOf: records.read.bind(records),
          assess: (id, service, { replications, ...facts }) => {
            const { maxLagSeconds } = config.policies[id];
            const replication = { replications, maxLagSeconds };
            return assess(service, { ...facts, replication });
          },
        });
        const shifts = await createShifts({
          ...subjects,
          status,
          trace: shiftTracing(deps.tracing),
        });
        const replication = (id: string) => shifts.evaluator.replication(id);
        const holds = await createHolds({ ...subjects, store: records.holds });
        await scheduleReadiness({
          ...subjects,
          store: records.readiness,
          replication,
        });
        const platformAccess = new PlatformAccess({
          ...sources,
          entityRefs: repository.entityRefs.bind(repository),
        });
        const services = new KnownServices({
          platforms,
          tracesOf: records.tracesOf.bind(records),
        });
        const memory = new EntityMemory({ cache: deps.cache, now });
        const vanished = new VanishedEntities({
          ...subjects,
          memory,
          platformAccess,
          services,
        });
        const evacuations = createEvacuations({
          ...subjects,
          status,
          platformAccess,
          vanished,
          shifts: shifts.service,
          replication,
        });

        registerActions(deps);
        deps.permissionsRegistry.addPermissions(hybridPermissions);
        deps.httpRouter.use(
          createRouter({
            ...deps,
            access: new EntityAccess({
              ...sources,
              platforms,
              vanished,
              services,
              memory,
            }),
            platformAccess,
            platforms,
            status,
            shifts,
            holds,
            evacuations,
            history: new HistoryService({
              ...subjects,
              automation: moves.store,
            }),
            replications: createReplications({
              ...subjects,
              config: deps.config,
              reader,
              retryForMs: config.shift.retryForMs,
            }),
            strictResponses: process.env.NODE_ENV !== 'production',
          }),
        );
        deps.lifecycle.addShutdownHook(async () => {
          for (const it of [shifts, drifts, moves, announcer, clock]) {
            await it.stop();
          }
        });
      },
    });
  },
});
