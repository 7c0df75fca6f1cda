import { useMemo } from 'react';
import { VisuallyHidden } from '@backstage/ui';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { EntityLink, useEntityLinks } from '../common/EntityLink';
import type { VirtualColumn } from '../common/VirtualTable';
import type { SortColumn } from './fleet';
import type { FleetDialog } from './fleetDialog';
import { HealthCell } from './HealthCell';
import { AlarmsCell, DriftCell, HoldCell, ShiftCell } from './StateCells';
import { ReadinessCell } from './ReadinessCell';
import { RowMenu } from './RowMenu';
import { TrafficCell } from './TrafficCell';

/**
 * The columns of the table of services. The cells are given their texts and links: a hook in
 * each would be a subscription more for every cell that scrolls into sight.
 */
export function useColumns(
  onOpen: (dialog: FleetDialog) => void,
): VirtualColumn<ServiceStatus, SortColumn>[] {
  const t = useTexts();
  const linkTo = useEntityLinks();
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
      column('service', 130, ({ entityRef, service }) => (
        <EntityLink to={linkTo(entityRef)} entityRef={entityRef}>
          {service}
        </EntityLink>
      )),
      column('traffic', 210, service => (
        <TrafficCell service={service} t={t} />
      )),
      column('health', 160, service => <HealthCell service={service} t={t} />),
      column('readiness', 158, service => (
        <ReadinessCell service={service} t={t} />
      )),
      column('drift', 100, service => <DriftCell service={service} t={t} />),
      column('hold', 110, service => <HoldCell service={service} t={t} />),
      column('shift', 124, service => (
        <ShiftCell service={service} t={t} onOpen={onOpen} />
      )),
      column('alarms', 100, service => <AlarmsCell service={service} t={t} />),
      {
        id: 'actions' as SortColumn,
        width: 44,
        label: <VisuallyHidden>{t('fleet.column.actions')}</VisuallyHidden>,
        cell: service => <RowMenu service={service} t={t} onOpen={onOpen} />,
      },
    ];
  }, [t, linkTo, onOpen]);
}
