import type {
  AbortRequest,
  Evacuation,
  EvacuationPlan,
  EvacuationPlanRequest,
  EvacuationRequest,
  EvacuationSummary,
  Hold,
  HoldRequest,
  Plan,
  PlatformStatus,
  PlatformSummary,
  PreflightReport,
  ReplicationActionResult,
  ReplicationReloadRequest,
  ReplicationStartRequest,
  ReplicationStatus,
  ReplicationTablePage,
  ServiceStatus,
  Shift,
  ShiftPage,
  TrafficHistory,
} from './contract/types';
import type { PlanRequest, ShiftRequest } from './shifts';

/**
 * Options of one request.
 *
 * @public
 */
export interface HybridRequestOptions {
  /** A Backstage token, for callers whose fetch does not add one. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * Options of a request that changes something: repeated with the same key, it does so once.
 *
 * @public
 */
export type HybridWriteOptions = HybridRequestOptions & {
  idempotencyKey: string;
};

/**
 * Which part of a list, in pages.
 *
 * @public
 */
export type HybridPageOptions = HybridRequestOptions & {
  cursor?: string;
  limit?: number;
};

/**
 * The format of an export.
 *
 * @public
 */
export type ExportFormat = 'json' | 'csv';

/**
 * Seeing and moving the traffic of one service.
 *
 * @public
 */
export interface HybridTrafficApi {
  getService(
    entityRef: string,
    options?: HybridRequestOptions,
  ): Promise<ServiceStatus>;
  plan(
    entityRef: string,
    request: PlanRequest,
    options?: HybridRequestOptions,
  ): Promise<Plan>;
  /**
   * Starts a shift and returns at once; its progress is read with {@link HybridTrafficApi.getShift}.
   * The same `idempotencyKey` never starts a second one.
   */
  shift(
    entityRef: string,
    request: ShiftRequest,
    options: HybridWriteOptions,
  ): Promise<Shift>;
  getShifts(entityRef: string, options?: HybridPageOptions): Promise<ShiftPage>;
  getShift(
    entityRef: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Shift>;
  /** Asks a shift to stop where it is, or to go back. Repeating it changes nothing. */
  abortShift(
    entityRef: string,
    id: string,
    request: AbortRequest,
    options?: HybridRequestOptions,
  ): Promise<Shift>;
  /** Approves or rejects a shift that waits for it. */
  decideShift(
    entityRef: string,
    id: string,
    decision: 'approve' | 'reject',
    options?: HybridRequestOptions,
  ): Promise<Shift>;
  /** Sets or prolongs one's hold. */
  hold(
    entityRef: string,
    request: HoldRequest,
    options?: HybridRequestOptions,
  ): Promise<Hold>;
  releaseHold(entityRef: string, options?: HybridRequestOptions): Promise<void>;
  /** Requests and errors per site over time. Default: the last hour. */
  getTraffic(
    entityRef: string,
    options?: HybridRequestOptions & {
      /** How far to look back, in seconds: 300 to 1,209,600 (two weeks). */
      seconds?: number;
    },
  ): Promise<TrafficHistory>;
  /**
   * All shifts of a service with their events, as a text in the format; and, when it is
   * included, what automation moved.
   */
  exportShifts(
    entityRef: string,
    format: ExportFormat,
    options?: HybridRequestOptions & { include?: 'automation' },
  ): Promise<string>;
}

/**
 * Seeing a platform, and leaving one of its sites.
 *
 * @public
 */
export interface HybridPlatformApi {
  getPlatforms(options?: HybridRequestOptions): Promise<PlatformSummary[]>;
  /** With `services: 'none'`, only what surrounds the services: tunnels, replications, DNS. */
  getPlatform(
    id: string,
    options?: HybridRequestOptions & { services?: 'all' | 'none' },
  ): Promise<PlatformStatus>;
  planEvacuation(
    platform: string,
    request: EvacuationPlanRequest,
    options?: HybridRequestOptions,
  ): Promise<EvacuationPlan>;
  evacuate(
    platform: string,
    request: EvacuationRequest,
    options: HybridWriteOptions,
  ): Promise<Evacuation>;
  /** The platform's evacuations, newest first, at most 50. */
  getEvacuations(
    platform: string,
    options?: HybridRequestOptions,
  ): Promise<EvacuationSummary[]>;
  getEvacuation(
    platform: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Evacuation>;
  /** Starts no more shifts; those under way end as they end. */
  abortEvacuation(
    platform: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Evacuation>;
  /** Goes on with an aborted one, and tries again what failed. */
  resumeEvacuation(
    platform: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Evacuation>;
  /**
   * All shifts of the services that the caller may read, as a text in the format; and, when it
   * is included, what automation moved of them.
   */
  exportPlatformShifts(
    platform: string,
    format: ExportFormat,
    options?: HybridRequestOptions & { include?: 'automation' },
  ): Promise<string>;
}

/**
 * The replications of a platform.
 *
 * @public
 */
export interface HybridReplicationApi {
  getReplications(
    platform: string,
    options?: HybridRequestOptions,
  ): Promise<ReplicationStatus[]>;
  getReplicationTables(
    platform: string,
    id: string,
    options?: HybridPageOptions,
  ): Promise<ReplicationTablePage>;
  /** Looks at the databases and their settings; changes nothing. */
  getPreflight(
    platform: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<PreflightReport>;
  startReplication(
    platform: string,
    id: string,
    request: ReplicationStartRequest,
    options: HybridWriteOptions,
  ): Promise<ReplicationActionResult>;
  stopReplication(
    platform: string,
    id: string,
    options: HybridWriteOptions,
  ): Promise<ReplicationActionResult>;
  reloadTables(
    platform: string,
    id: string,
    request: ReplicationReloadRequest,
    options: HybridWriteOptions,
  ): Promise<ReplicationActionResult>;
  /** Begins a connection test of both endpoints; the status tells the result. */
  testConnections(
    platform: string,
    id: string,
    options: HybridWriteOptions,
  ): Promise<ReplicationActionResult>;
}

/**
 * The REST API of the hybrid backend, `/api/hybrid/v1`. Every call throws a
 * `ResponseError` when the backend refuses; {@link problemOf} reads the reason from it.
 *
 * @public
 */
export interface HybridApi
  extends HybridTrafficApi,
    HybridPlatformApi,
    HybridReplicationApi {}
