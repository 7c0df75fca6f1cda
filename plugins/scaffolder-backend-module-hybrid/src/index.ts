/**
 * Scaffolder actions for hybrid platforms.
 *
 * @packageDocumentation
 */

export { createPlatformConfigAction } from './actions/platformConfig';
export { createPublishLocalAction } from './actions/publishLocal';
export {
  scaffolderModuleHybrid,
  scaffolderModuleHybrid as default,
} from './module';
