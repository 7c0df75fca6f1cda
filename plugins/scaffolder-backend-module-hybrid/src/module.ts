import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createPlatformConfigAction } from './actions/platformConfig';
import { createPublishLocalAction } from './actions/publishLocal';
import { localRepositoriesDirectory } from './localRepositories/config';
import { localRepositoryReaderService } from './localRepositories/readerService';

const actions = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'hybrid',
  register(reg) {
    reg.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ scaffolder, config }) {
        scaffolder.addActions(
          createPlatformConfigAction(),
          createPublishLocalAction({ config }),
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
