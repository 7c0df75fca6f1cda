import type { Problem } from './problems';
import type { ReplicationStatus } from './replications';
import type { ServiceStatus, HealthState } from './services';

/**
 * How old the view of AWS is that an answer was made from.
 *
 * @public
 */
export interface SnapshotInfo {
  /** ISO time at which the last successful refresh ended. */
  takenAt: string;
  /** Seconds since then, at the time of the answer. */
  ageSeconds: number;
  /** The last refresh failed, so what is shown may be out of date. */
  stale: boolean;
  /** Why the last refresh failed; only when stale. */
  problem?: Problem;
}

/**
 * One deployed hybrid platform, as listed.
 *
 * @public
 */
export interface PlatformSummary {
  id: string;
  accountId: string;
  region: string;
  /** Number of services found by tags; absent while there is no snapshot. */
  services?: number;
  snapshot?: SnapshotInfo;
  /** Why there is no snapshot at all; only when `snapshot` is absent. */
  problem?: Problem;
}

/**
 * One VPN tunnel of a platform.
 *
 * @public
 */
export interface TunnelStatus {
  connectionId: string;
  outsideIpAddress: string;
  state: 'up' | 'down' | 'unknown';
  /** ISO time of the last change of state. */
  since?: string;
  message?: string;
}

/**
 * One DNS record that leads to the platform.
 *
 * @public
 */
export interface DnsRecordStatus {
  name: string;
  type: string;
  zone: string;
  target: string;
  health: HealthState;
}

/**
 * A service whose listener rule or tags are not as they must be, so that it can neither be
 * shown nor shifted.
 *
 * @public
 */
export interface BrokenService {
  service: string;
  problem: Problem;
}

/**
 * Everything about one platform.
 *
 * @public
 */
export interface PlatformStatus extends PlatformSummary {
  snapshot: SnapshotInfo;
  /** Only the services that the caller may read. */
  serviceStatuses: ServiceStatus[];
  /**
   * Services that cannot be shown: those that the caller may read, and with the platform
   * entity's read permission also those that no entity is known of.
   */
  brokenServices: BrokenService[];
  tunnels: TunnelStatus[];
  replications: ReplicationStatus[];
  dns: DnsRecordStatus[];
}
