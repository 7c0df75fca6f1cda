import type { ComponentType } from 'react';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { LiveState } from '../../live/liveState';
import { ChartsSection } from './ChartsSection';
import { HistorySection } from './HistorySection';
import { HoldSection } from './HoldSection';
import { NowSection } from './NowSection';
import { ReplicationTabSection } from './ReplicationTabSection';
import { ShiftSection } from './ShiftSection';
import { SurroundingsTabSection } from './SurroundingsTabSection';

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

/** One section, and where it stands where there is room for two columns. */
export interface TabSection {
  id: string;
  area: 'now' | 'shift' | 'hold' | 'full';
  Component: ComponentType<TabSectionProps>;
}

/** The tab, from top to bottom. A section that has nothing to show renders nothing. */
export const sections: readonly TabSection[] = [
  { id: 'now', area: 'now', Component: NowSection },
  { id: 'shift', area: 'shift', Component: ShiftSection },
  { id: 'hold', area: 'hold', Component: HoldSection },
  { id: 'charts', area: 'full', Component: ChartsSection },
  { id: 'replication', area: 'full', Component: ReplicationTabSection },
  { id: 'surroundings', area: 'full', Component: SurroundingsTabSection },
  { id: 'history', area: 'full', Component: HistorySection },
];
