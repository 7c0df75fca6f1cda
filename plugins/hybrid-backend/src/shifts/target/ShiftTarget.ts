import type {
  Site,
  SiteTraffic,
  TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { NewRoutes } from './NewRoutes';
import type { RouteReading } from './RouteReading';
import type { Deadline } from '../../durable/Deadline';
import type { PerRoute } from './routes';

/**
 * What a shift acts on: the traffic of one service, however it is routed. Every failure is
 * thrown as a `HybridError` with a problem.
 */
export interface ShiftTarget {
  /** The weights that the service has now. */
  read(): Promise<WeightsReading>;
  /**
   * Looks whether the service has routes that it did not have when it was read last, and takes
   * them in. Absent where there can be none. Never throws a `HybridError`.
   */
  lookAgain?(): Promise<NewRoutes>;
  /**
   * The tags by which people and automation keep each other off the service.
   *
   * @param own - texts of holds that count only where nobody else holds the service.
   */
  tags(own?: readonly string[]): Promise<Record<string, string>>;
  setTag(key: string, value: string): Promise<void>;
  /** Replaces a tag, or removes it, wherever it has the value. */
  replaceTag(key: string, value: string, by?: string): Promise<void>;
  removeTag(key: string): Promise<void>;
  /**
   * Who set the weights that a route has, where the provider's own log tells that already and
   * the back end may ask. Never throws: it is only for the words of a failure.
   *
   * @param after - ISO time from which on it must have been.
   */
  lastChange(
    route: RouteReading,
    after: string,
  ): Promise<WeightsChange | undefined>;
  /** How many of the targets at a site are healthy. */
  health(site: Site): Promise<TargetCounts>;
  /** What each site served between two times. */
  traffic(window: { from: Date; to: Date }): Promise<Record<Site, SiteTraffic>>;
}

/** A change of the weights that somebody made. */
export interface WeightsChange {
  principal: string;
  at: string;
  /** By which a shift knows its own. */
  awsRequestId?: string;
}

/** Makes sure that nobody else may write, and until when. Throws when somebody may. */
export type Fence = () => Promise<Deadline>;

/** The weights at one time. */
export interface WeightsReading {
  /** Of every route of the service, in a fixed order; at least one. */
  routes: RouteReading[];
  /** Request id by which the provider's support finds the call. */
  requestId?: string;
  /**
   * Sets other weights and leaves all else as it was read. Where the provider refuses one of
   * the routes for good, those that were set before it are put back as they were. That is why only what was just
   * read can be written: nothing that somebody changed long ago is overwritten.
   *
   * @param fence - is called right before something is sent to the provider, with nothing left
   *   to wait for, and answers when that is given up: nothing is sent after that.
   */
  write(weights: PerRoute, fence: Fence): Promise<{ requestId?: string }>;
}
