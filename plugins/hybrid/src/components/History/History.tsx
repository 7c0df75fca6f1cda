import { useState } from 'react';
import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import { useShiftHistory } from '../../hooks/useShiftHistory';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { ExportButtons } from './ExportButtons';
import { filterShifts, type Filters } from './filters';
import styles from './History.module.css';
import { HistoryFilters } from './HistoryFilters';
import { HistoryItem } from './HistoryItem';

/** Every shift of a service, newest first. */
export function History(props: {
  entityRef: string;
  service: string;
  /** Changes when a shift begins or ends. */
  version: string;
}) {
  const { entityRef, service, version } = props;
  const t = useTexts();
  const history = useShiftHistory(entityRef, version);
  const [filters, setFilters] = useState<Filters>({});
  const { shifts, hasMore, error } = history;
  const shown = shifts && filterShifts(shifts, filters);

  return (
    <Flex direction="column" gap="4">
      <div className={styles.bar}>
        <HistoryFilters value={filters} onChange={setFilters} />
        <ExportButtons entityRef={entityRef} service={service} />
      </div>
      {error && (
        <ErrorNotice
          error={error}
          title={t('history.failed')}
          onRetry={shifts ? () => history.loadMore() : history.refetch}
          isRetrying={history.isFetching || history.isLoadingMore}
        />
      )}
      {!shifts && !error && <Skeleton height={120} width="100%" />}
      {shifts && (
        <Text as="p" variant="body-small" color="secondary" role="status">
          {counted(t, shown!.length, shifts.length, hasMore)}
        </Text>
      )}
      {shown && shown.length > 0 && (
        <ol className={styles.list} aria-label={t('history.title')}>
          {shown.map(shift => (
            <HistoryItem key={shift.id} shift={shift} />
          ))}
        </ol>
      )}
      {hasMore && (
        <div>
          <Button
            variant="secondary"
            isPending={history.isLoadingMore}
            onPress={() => history.loadMore()}
          >
            {t('history.more')}
          </Button>
        </div>
      )}
    </Flex>
  );
}

function counted(
  t: ReturnType<typeof useTexts>,
  shown: number,
  loaded: number,
  hasMore: boolean,
): string {
  if (loaded === 0) return t('history.none');
  const counts = { shown: String(shown), loaded: String(loaded) };
  return hasMore
    ? t('history.countedSoFar', counts)
    : t('history.counted', counts);
}
