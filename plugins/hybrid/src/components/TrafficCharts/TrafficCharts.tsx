import { useState } from 'react';
import {
  Flex,
  Skeleton,
  Switch,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useTexts } from '../../translations/useTexts';
import { useTraffic } from '../../hooks/useTraffic';
import { ErrorNotice } from '../common/ErrorNotice';
import colours from '../common/siteColours.module.css';
import { Charts } from './Charts';
import { marksOf } from './series';
import { ShiftMarks } from './ShiftMarks';
import styles from './TrafficCharts.module.css';
import { TrafficTable } from './TrafficTable';

const RANGES = { '1h': 3_600, '6h': 21_600, '24h': 86_400, '7d': 604_800 };

type Range = keyof typeof RANGES;

/** Requests and errors of both sites over time, with the shifts marked. */
export function TrafficCharts(props: { entityRef: string }) {
  const t = useTexts();
  const [range, setRange] = useState<Range>('1h');
  const [isTable, setIsTable] = useState(false);
  const traffic = useTraffic(props.entityRef, RANGES[range]);
  const { previous: history, error } = traffic;
  const marks = history ? marksOf(history) : [];
  const isEmpty = history?.points.length === 0;

  return (
    <Flex direction="column" gap="3" className={colours.colours}>
      <div className={styles.bar}>
        <ToggleButtonGroup
          aria-label={t('charts.range')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[range]}
          onSelectionChange={keys => setRange([...keys][0] as Range)}
        >
          {(Object.keys(RANGES) as Range[]).map(key => (
            <ToggleButton key={key} id={key}>
              {t(`charts.ranges.${key}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Switch
          label={t('charts.asTable')}
          isSelected={isTable}
          onChange={setIsTable}
        />
      </div>
      {error && (
        <ErrorNotice
          error={error}
          title={t('charts.failed')}
          onRetry={traffic.refetch}
          isRetrying={traffic.isFetching}
        />
      )}
      {!history && !error && <Skeleton height={520} width="100%" />}
      {history && (
        <div
          className={styles.shown}
          data-outdated={!traffic.data}
          aria-busy={!traffic.data}
        >
          {isEmpty && (
            <Text as="p" variant="body-medium" className={styles.empty}>
              {t('charts.empty')}
            </Text>
          )}
          {!isEmpty && isTable && (
            <TrafficTable history={history} marks={marks} />
          )}
          {!isEmpty && !isTable && <Charts history={history} marks={marks} />}
          <ShiftMarks marks={marks} />
        </div>
      )}
    </Flex>
  );
}
