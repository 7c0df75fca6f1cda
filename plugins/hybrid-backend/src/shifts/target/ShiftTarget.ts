import type {
  Site,
  SiteTraffic,
  TargetCounts,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/**
 * What a shift acts on: the traffic of one service, however it is routed. Every failure is
 * thrown as a `HybridError` with a problem.
 */
export interface ShiftTarget {
  /** The weights that the service has now. */
  read(): Promise<WeightsReading>;
  /** The tags by which people and automation keep each other off the service. */
  tags(): Promise<Record<string, string>>;
  setTag(key: string, value: string): Promise<void>;
  removeTag(key: string): Promise<void>;
  /** How many of the targets at a site are healthy. */
  health(site: Site): Promise<TargetCounts>;
  /** What each site served between two times. */
  traffic(window: { from: Date; to: Date }): Promise<Record<Site, SiteTraffic>>;
}

/** The weights at one time. */
export interface WeightsReading {
  weights: Weights;
  /** Request id by which the provider's support finds the call. */
  requestId?: string;
  /**
   * Sets other weights and leaves all else as it was read. That is why only what was just
   * read can be written: nothing that somebody changed long ago is overwritten.
   */
  write(weights: Weights): Promise<{ requestId?: string }>;
}
