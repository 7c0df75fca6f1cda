import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { hybridPermissions } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { EntityAccess } from './access/entityAccess';
import { PlatformAccess } from './access/platformAccess';
import { registerActions } from './actions';
import { Announcer } from './announcements/Announcer';
import { createPlatformAws } from './aws/createPlatformAws';
import { currentPriority, withPriority } from './aws/priority';
import { readHybridConfig } from './config';
import { migrated } from './durable/database';
import { createEvacuations } from './evacuations';
import { DriftWatch } from './drift/DriftWatch';
import { HistoryService } from './history/HistoryService';
import { createHolds } from './holds/createHolds';
import { HoldStore } from './holds/HoldStore';
import { PlatformService } from './platforms/PlatformService';
import { StatusService } from './status/StatusService';
import { SnapshotService } from './platforms/SnapshotService';
import { snapshotTakers } from './platforms/SnapshotTaker';
import { readServiceRecords } from './readiness/serviceRecords';
import { ReadinessStore } from './readiness/ReadinessStore';
import { scheduleReadiness } from './readiness/scheduleReadiness';
import { createReplications } from './replication/createReplications';
import { ReplicationReader } from './replication/ReplicationReader';
import { createRouter } from './router';
import { SharedClock } from './durable/SharedClock';
import { ShiftAborts } from './shifts/ShiftAborts';
import { createApprovals } from './shifts/approvals/createApprovals';
import { awsInstruments } from './aws/instruments';
import { shiftMetrics, shiftTracing } from './telemetry/shifts';
import { PlanEvaluator } from './shifts/plan/evaluate';
import { lastChanges } from './shifts/record/lastChanges';
import { RecentReplications } from './shifts/plan/RecentReplications';
import { systemClock } from './durable/retry';
import { ShiftHistory } from './shifts/record/ShiftHistory';
import { leaseTiming, ShiftRunner } from './shifts/run/ShiftRunner';
import { ShiftStore } from './shifts/record/ShiftStore';
import { auditTakeover, locateShift } from './shifts/run/takeover';
import { ShiftService } from './shifts/ShiftService';

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
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        tracing: tracingServiceRef,
      },
      async init(deps) {
        const { logger, lifecycle, scheduler } = deps;
        const config = readHybridConfig(deps.config);
        const platformIds = config.platforms.map(({ id }) => id);
        const knex = await migrated(deps.database);
        const clock = await SharedClock.create(knex, systemClock, logger);
        const aws = createPlatformAws({
          platforms: config.platforms,
          config: deps.config,
          instrument: awsInstruments(deps.metrics, deps.tracing),
        });

        const store = new ShiftStore(knex, clock.now);
        const history = new ShiftHistory(knex);
        const announcer = new Announcer({
          ...deps,
          knex,
          load: id => history.get(id),
          observe: shiftMetrics(deps.metrics, knex, platformIds),
          now: clock.now,
        });
        const drifts = new DriftWatch({
          knex,
          aws,
          shiftsOf: (id, services) => history.shiftsOf(id, services),
          notify: drift => announcer.notifier.drift(drift),
          clock,
          logger,
        });
        const takeSnapshot = snapshotTakers(aws, clock.now);
        const snapshots = new SnapshotService({
          take: async platformId => {
            const snapshot = await takeSnapshot(platformId);
            drifts.observe(platformId, snapshot);
            return snapshot;
          },
          cache: deps.cache,
          logger,
          now: clock.now,
          maxAgeMs: config.snapshotMaxAgeMs,
          timeoutMs: config.snapshotTimeoutMs,
        });
        const notes = {
          drifts: drifts.store,
          holds: new HoldStore(knex, clock.now),
          readiness: new ReadinessStore(knex),
        };
        const replications = new ReplicationReader({
          maxAgeMs: Math.min(config.snapshotMaxAgeMs, 5_000),
          now: clock.now,
        });
        const platforms = new PlatformService({
          platforms: config.platforms,
          snapshots,
        });
        const status = new StatusService({
          config,
          platforms,
          replications,
          aws,
          shiftsOf: (platformId, services) =>
            history.shiftsOf(platformId, services),
          recordsOf: (platformId, services) =>
            readServiceRecords(notes, platformId, services),
          now: clock.now,
        });
        const runner = new ShiftRunner({
          knex,
          store,
          timing: config.shift,
          leases: leaseTiming(config.shiftLeaseMs),
          clock,
          logger,
          announce: signal => announcer.announce(signal),
          invalidate: platformId => invalidate(snapshots, platformId),
          locate: shift => locateShift(platforms, aws, shift),
          trace: shiftTracing(deps.tracing),
          auditTakeover: shift => auditTakeover(deps.auditor, shift),
        });

        const policy = (platformId: string) => config.policies[platformId];
        const recentReplications = new RecentReplications(status);
        const evaluator = new PlanEvaluator({
          aws,
          policy,
          replication: id => recentReplications.get(id),
          active: (id, service) => history.active(id, service),
          lastChanges: (of, since) => lastChanges(knex, of, since),
          now: clock.now,
        });
        const approvals = await createApprovals({
          knex,
          history,
          evaluator,
          scheduler,
          logger,
          takeOver: () => runner.takeOver(),
          announce: signal => announcer.announce(signal),
          now: clock.now,
        });
        const holds = await createHolds({
          store: notes.holds,
          aws,
          active: (id, service) => history.active(id, service),
          snapshot: id => platforms.snapshot(id),
          platformIds,
          scheduler,
          clock,
          logger,
          invalidate: id => snapshots.invalidate(id),
          announce: signal => announcer.announce(signal),
        });
        await scheduleReadiness({
          store: notes.readiness,
          aws,
          snapshot: id => platforms.snapshot(id),
          replication: id => evaluator.replication(id),
          shiftsOf: (id, services) => history.shiftsOf(id, services),
          platformIds,
          scheduler,
          clock,
          logger,
          maxAgeMs: config.readinessMs,
          perSecond: config.readinessPerSecond,
        });

        const platformAccess = new PlatformAccess({
          catalog: deps.catalog,
          permissions: deps.permissions,
        });
        const traffic = new ShiftService({
          store,
          history,
          runner,
          evaluator,
          policy,
          aws,
          announce: signal => announcer.announce(signal),
          now: clock.now,
        });
        const evacuations = await createEvacuations({
          ...deps,
          knex,
          config,
          clock,
          platforms,
          status,
          platformAccess,
          traffic,
          aws,
          invalidate: id => snapshots.invalidate(id),
          shiftsOf: (id, services) => history.shiftsOf(id, services),
          replication: id => evaluator.replication(id),
          announce: signal => announcer.announce(signal),
        });

        registerActions(deps);
        deps.permissionsRegistry.addPermissions(hybridPermissions);
        deps.httpRouter.use(
          createRouter({
            access: new EntityAccess({
              catalog: deps.catalog,
              permissions: deps.permissions,
              platform: id => platforms.platform(id),
              snapshot: id => platforms.snapshot(id),
            }),
            platformAccess,
            aborts: new ShiftAborts({
              store,
              history,
              wake: () => runner.wake(),
              announce: signal => announcer.announce(signal),
            }),
            approvals,
            auditor: deps.auditor,
            evacuations,
            holds,
            history: new HistoryService({
              knex,
              permissions: deps.permissions,
              aws,
              now: clock.now,
            }),
            httpAuth: deps.httpAuth,
            logger,
            platforms,
            status,
            replications: createReplications({
              config: deps.config,
              platformIds,
              knex,
              reader: replications,
              aws,
              announce: signal => announcer.announce(signal),
              clock,
              retryForMs: config.shift.retryForMs,
            }),
            traffic,
            strictResponses: process.env.NODE_ENV !== 'production',
          }),
        );

        await scheduler.scheduleTask({
          id: 'refresh-platforms',
          scope: 'global',
          frequency: { milliseconds: config.snapshotRefreshMs },
          timeout: { minutes: 2 },
          initialDelay: { seconds: 3 },
          fn: async () => {
            await withPriority('background', () =>
              Promise.all(platformIds.map(id => snapshots.refresh(id))),
            );
          },
        });
        lifecycle.addStartupHook(() => {
          runner.watch();
        });
        await scheduler.scheduleTask({
          id: 'announce-shifts',
          scope: 'global',
          frequency: { minutes: 1 },
          timeout: { minutes: 1 },
          fn: () => announcer.catchUp(),
        });
        lifecycle.addShutdownHook(async () => {
          await runner.stop();
          await drifts.stop();
          await announcer.stop();
          clock.stop();
        });
      },
    });
  },
});

/**
 * What a shift changed shows at the next look. Not for each of an evacuation's: those would
 * have the whole platform looked at again and again, while its calls are needed.
 */
function invalidate(snapshots: SnapshotService, platformId: string): void {
  if (currentPriority() !== 'evacuation') snapshots.invalidate(platformId);
}
