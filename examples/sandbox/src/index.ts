/**
 * A hybrid platform on a laptop: AWS's wire protocols, a real data plane, the platform's own
 * failover functions, and faults to inject.
 *
 * @packageDocumentation
 */
export * from './aws';
export * from './model';
export {
  AWS_REQUEST_LIMITS,
  AwsError,
  CallLog,
  createFaultHook,
  RequestLimiter,
  type Access,
  type AfterCall,
  type Call,
  type CallRecord,
  type ExtraRoute,
  type Fault,
  type Hook,
  type RequestCount,
  type RequestLimit,
} from './wire';
export type * from './control/types';
export { startSandbox } from './engine/startSandbox';
export type { Sandbox, SandboxOptions } from './engine/startSandbox';
export { createWorld } from './engine/world/createWorld';
export { generateServices } from './engine/generateServices';
export { loadConfig, type Config } from './engine/config/loadConfig';
export { ConfigError, type ConfigProblem } from './engine/config/problems';
