export { accessByKeyName, type Access } from './access';
export { AwsError } from './awsError';
export { CallLog, type CallRecord } from './callLog';
export { createExchange, type Exchange } from './exchange';
export {
  createFaultHook,
  type AfterCall,
  type Fault,
  type Hook,
} from './faults';
export { serveHttp, type ExtraRoute, type HttpEndpoint } from './httpEndpoint';
export { inProcessHandler } from './inProcess';
export { on } from './on';
export {
  AWS_REQUEST_LIMITS,
  RequestLimiter,
  type RequestCount,
  type RequestLimit,
} from './requestLimits';
export { defineService } from './service';
export type { Call, Operation, Service } from './types';
