/**
 * Scaffolder actions for hybrid platforms.
 *
 * @packageDocumentation
 */

export { createPlatformConfigAction } from './actions/platformConfig';
export { createPublishLocalAction } from './actions/publishLocal';
export { createReplicationPreflightAction } from './actions/replicationPreflight';
export { createReplicationStartAction } from './actions/replicationStart';
export { createReplicationStopAction } from './actions/replicationStop';
export { createReplicationWaitAction } from './actions/replicationWait';
export { createTrafficHoldAction } from './actions/trafficHold';
export { createTrafficPlanAction } from './actions/trafficPlan';
export { createTrafficShiftAction } from './actions/trafficShift';
export { createTrafficWaitAction } from './actions/trafficWait';
export type { HybridActionOptions, WaitTiming } from './hybrid/options';
export {
  scaffolderModuleHybrid,
  scaffolderModuleHybrid as default,
} from './module';
