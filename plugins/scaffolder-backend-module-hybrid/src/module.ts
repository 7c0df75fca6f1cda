import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createPlatformConfigAction } from './actions/platformConfig';
import { createPublishLocalAction } from './actions/publishLocal';
import { createReplicationPreflightAction } from './actions/replicationPreflight';
import { createReplicationStartAction } from './actions/replicationStart';
import { createReplicationStopAction } from './actions/replicationStop';
import { createReplicationWaitAction } from './actions/replicationWait';
import { createTrafficHoldAction } from './actions/trafficHold';
import { createTrafficPlanAction } from './actions/trafficPlan';
import { createTrafficShiftAction } from './actions/trafficShift';
import { createTrafficWaitAction } from './actions/trafficWait';
import { localRepositoriesDirectory } from './localRepositories/config';
import { localRepositoryReaderService } from './localRepositories/readerService';

const actions = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'hybrid',
  register(reg) {
    reg.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ scaffolder, ...deps }) {
        scaffolder.addActions(
          createPlatformConfigAction(),
          createPublishLocalAction(deps),
          createTrafficPlanAction(deps),
          createTrafficShiftAction(deps),
          createTrafficWaitAction(deps),
          createTrafficHoldAction(deps),
          createReplicationPreflightAction(deps),
          createReplicationStartAction(deps),
          createReplicationStopAction(deps),
          createReplicationWaitAction(deps),
        );
      },
    });
  },
});

/**
 * The scaffolder actions for hybrid platforms and, where a folder for local repositories is
 * configured, the reader that lets the catalog see what is in it.
 *
 * @public
 */
export const scaffolderModuleHybrid = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    yield actions;
    if (localRepositoriesDirectory(config)) yield localRepositoryReaderService;
  },
});
