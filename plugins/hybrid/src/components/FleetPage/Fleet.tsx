import { useMemo, useState } from 'react';
import { Button, Flex, Text } from '@backstage/ui';
import type {
  PlatformStatus,
  ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { useSortBy, VirtualTable } from '../common/VirtualTable';
import { ShiftDialog } from '../ShiftDialog';
import { useColumns } from './columns';
import type { FleetDialog } from './fleetDialog';
import { FleetCounts } from './FleetCounts';
import { FleetFilters } from './FleetFilters';
import { countsOf, filterServices, notCheckedOf, sortServices } from './fleet';
import styles from './FleetPage.module.css';
import { useFleetQuery } from './useFleetQuery';

const ROW_HEIGHT = 60;

/** All services of a platform: counted, filtered, sorted, and shifted one by one. */
export function Fleet(props: {
  platform: PlatformStatus;
  onChanged: () => void;
}) {
  const { platform, onChanged } = props;
  const services = platform.serviceStatuses;
  const t = useTexts();
  const [query, change] = useFleetQuery();
  const [dialog, setDialog] = useState<FleetDialog>();
  const columns = useColumns(setDialog);

  const counts = useMemo(() => countsOf(services), [services]);
  const rows = useMemo(
    () => sortServices(filterServices(services, query), query.sort),
    [services, query],
  );
  const onSort = useSortBy(query.sort, sort => change({ sort }));

  return (
    <Flex direction="column" gap="3">
      <FleetCounts
        counts={counts}
        notChecked={notCheckedOf(services)}
        query={query}
        onChange={change}
      />
      <FleetFilters query={query} onChange={change} />
      <Text as="p" variant="body-small" color="secondary" role="status">
        {t('fleet.shown', {
          shown: String(rows.length),
          count: services.length,
        })}
      </Text>
      {rows.length > 0 ? (
        <VirtualTable
          label={t('fleet.table', { platform: platform.id })}
          rows={rows}
          columns={columns}
          getKey={keyOf}
          rowHeight={ROW_HEIGHT}
          sort={query.sort}
          onSort={onSort}
        />
      ) : (
        <div className={styles.empty}>
          <Text as="p" weight="bold">
            {t('fleet.noMatch')}
          </Text>
          <Button
            variant="secondary"
            onPress={() => change({ text: '', health: undefined, traits: [] })}
          >
            {t('fleet.clear')}
          </Button>
        </div>
      )}
      {dialog && (
        <ShiftDialog
          mode={dialog.mode}
          entityRef={dialog.service.entityRef}
          service={dialog.service.service}
          sites={dialog.service.sites}
          rules={dialog.service.rules}
          onChanged={onChanged}
          onClose={() => setDialog(undefined)}
        />
      )}
    </Flex>
  );
}

function keyOf({ service }: ServiceStatus): string {
  return service;
}
