import type { PlatformConfig } from '../config';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { SnapshotView } from '../platforms/SnapshotService';

/** A service that the caller may act on, found and confirmed. */
export interface RoutedService {
  entityRef: string;
  platform: PlatformConfig;
  service: ServiceSnapshot;
  view: SnapshotView;
}
