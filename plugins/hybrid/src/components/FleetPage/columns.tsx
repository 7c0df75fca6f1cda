import { useMemo } from 'react';
import { VisuallyHidden } from '@backstage/ui';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../hooks/useTexts';
import { EntityLink } from '../common/EntityLink';
import type { VirtualColumn } from '../common/VirtualTable';
import type { SortColumn } from './fleet';
import type { FleetDialog } from './Fleet';
import { HealthCell } from './HealthCell';
import { AlarmsCell, DriftCell, HoldCell, ShiftCell } from './StateCells';
import { ReadinessCell } from './ReadinessCell';
import { RowMenu } from './RowMenu';
import { TrafficCell } from './TrafficCell';

/** The columns of the table of services. */
export function useColumns(
  onOpen: (dialog: FleetDialog) => void,
): VirtualColumn<ServiceStatus, SortColumn>[] {
  const t = useTexts();
  return useMemo(() => {
    const column = (
      id: SortColumn,
      width: number,
      cell: (service: ServiceStatus) => JSX.Element | null,
    ) => ({
      id,
      width,
      cell,
      label: t(`fleet.column.${id}`),
      isSortable: true,
    });
    return [
      column('service', 190, ({ entityRef, service }) => (
        <EntityLink entityRef={entityRef} name={service} />
      )),
      column('traffic', 260, service => <TrafficCell service={service} />),
      column('health', 210, service => <HealthCell service={service} />),
      column('readiness', 170, service => <ReadinessCell service={service} />),
      column('drift', 130, service => <DriftCell service={service} />),
      column('hold', 140, service => <HoldCell service={service} />),
      column('shift', 170, service => (
        <ShiftCell service={service} onOpen={onOpen} />
      )),
      column('alarms', 120, service => <AlarmsCell service={service} />),
      {
        id: 'actions' as SortColumn,
        width: 56,
        label: <VisuallyHidden>{t('fleet.column.actions')}</VisuallyHidden>,
        cell: service => <RowMenu service={service} onOpen={onOpen} />,
      },
    ];
  }, [t, onOpen]);
}
