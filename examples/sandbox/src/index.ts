export * from './aws';
export * from './model';
export {
  AwsError,
  CallLog,
  createFaultHook,
  type Access,
  type Call,
  type CallRecord,
  type ExtraRoute,
  type Fault,
  type Hook,
} from './wire';
export type * from './control/types';
