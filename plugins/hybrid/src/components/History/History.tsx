import { useState } from 'react';
import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import { useShiftHistory } from '../../hooks/useShiftHistory';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { ExportButtons } from './ExportButtons';
import { AutomationItem } from './AutomationItem';
import { isMove } from '../../hooks/historyEntries';
import { filterEntries, type Filters } from './filters';
import styles from './History.module.css';
import { HistoryFilters } from './HistoryFilters';
import { HistoryItem } from './HistoryItem';

/** Every shift of a service and what automation moved, newest first. */
export function History(props: {
  entityRef: string;
  service: string;
  /** Changes when a shift begins or ends, or automation moves something. */
  version: string;
}) {
  const { entityRef, service, version } = props;
  const t = useTexts();
  const history = useShiftHistory(entityRef, version);
  const [filters, setFilters] = useState<Filters>({});
  const { entries, hasMore, error } = history;
  const shown = entries && filterEntries(entries, filters);

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
          onRetry={entries ? () => history.loadMore() : history.refetch}
          isRetrying={history.isFetching || history.isLoadingMore}
        />
      )}
      {!entries && !error && <Skeleton height={120} width="100%" />}
      {entries && (
        <Text as="p" variant="body-small" color="secondary" role="status">
          {counted(t, {
            shown: shown!.length,
            loaded: entries.length,
            hasMoves: entries.some(isMove),
            hasMore,
          })}
        </Text>
      )}
      {shown && shown.length > 0 && (
        <ol className={styles.list} aria-label={t('history.title')}>
          {shown.map(entry =>
            isMove(entry) ? (
              <AutomationItem key={entry.id} move={entry} />
            ) : (
              <HistoryItem key={entry.id} shift={entry} />
            ),
          )}
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
  of: { shown: number; loaded: number; hasMoves: boolean; hasMore: boolean },
): string {
  const { shown, loaded, hasMoves, hasMore } = of;
  if (loaded === 0) return t('history.none');
  const counts = { shown: String(shown), loaded: String(loaded) };
  if (hasMoves) {
    return hasMore
      ? t('history.countedAllSoFar', counts)
      : t('history.countedAll', counts);
  }
  return hasMore
    ? t('history.countedSoFar', counts)
    : t('history.counted', counts);
}
