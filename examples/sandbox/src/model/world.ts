/*
 * What AWS keeps for one hybrid platform, as plain mutable data. The wire handlers
 * (src/aws) read and change it as AWS's APIs do; the engine (src/engine) makes it from a
 * platform repository's configuration and lets it behave. Neither imports the other.
 */
import type { AlarmStore } from './alarms';
import type { DmsState } from './dms';
import type { DnsState } from './dns';
import type { LoadBalancing } from './loadBalancing';
import type { MetricStore } from './metrics';
import type { RdsState } from './rds';
import type { TagIndex } from './tagIndex';
import type { TagStore } from './tags';
import type { VpnConnectionState } from './vpn';

export interface World {
  readonly accountId: string;
  readonly region: string;
  /** The platform's id, such as `shop`. */
  readonly platformId: string;
  /** Milliseconds since the epoch. Tests put their own in place. */
  now(): number;
  readonly loadBalancing: LoadBalancing;
  readonly tags: TagStore;
  /** What the tag query lists, which is not always what the tags are. */
  readonly tagIndex: TagIndex;
  readonly metrics: MetricStore;
  readonly alarms: AlarmStore;
  readonly dms: DmsState;
  readonly rds: RdsState;
  readonly vpnConnections: Map<string, VpnConnectionState>;
  readonly dns: DnsState;
  /** Lambda functions by name. */
  readonly functions: Map<string, LambdaFunction>;
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  /** Runs the function as AWS would; `error` is set when the handler threw. */
  invoke(payload: unknown): Promise<{
    result?: unknown;
    error?: { errorType: string; errorMessage: string; trace?: string[] };
    logTail: string;
  }>;
}
