import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { LiveState } from '../../live/liveState';

/** What every section of the tab gets. */
export interface TabSectionProps {
  entityRef: string;
  /** Id of the platform. */
  platform: string;
  /** Name of the service on it. */
  service: string;
  status: ServiceStatus;
  /** How the status is fetched: when it arrived, and whether the last fetch failed. */
  live: LiveState<ServiceStatus>;
  /** Something was changed: the status is to be read again. */
  onChanged: () => void;
}
