import type { ComponentType } from 'react';
import { ChartsSection } from './ChartsSection';
import { HistorySection } from './HistorySection';
import { HoldSection } from './HoldSection';
import { NowSection } from './NowSection';
import { ReplicationTabSection } from './ReplicationTabSection';
import { ShiftSection } from './ShiftSection';
import { InfrastructureTabSection } from './InfrastructureTabSection';
import type { TabSectionProps } from './TabSectionProps';

/** One section, and where it stands where there is room for two columns. */
interface TabSection {
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
  { id: 'surroundings', area: 'full', Component: InfrastructureTabSection },
  { id: 'history', area: 'full', Component: HistorySection },
];
