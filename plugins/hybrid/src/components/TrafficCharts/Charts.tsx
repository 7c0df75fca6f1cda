import { lazy, Suspense } from 'react';
import { Skeleton, Text } from '@backstage/ui';
import {
  SITES,
  type TrafficHistory,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatExact } from '../../format/duration';
import { formatCount } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { SiteName } from '../common/SiteName';
import { LineSample } from './LineSample';
import { rowsOf, totalsOf, type Metric, type ShiftMark } from './series';
import styles from './TrafficCharts.module.css';

const SiteChart = lazy(() => import('./SiteChart'));

/** Requests and errors of both sites, one chart above the other on the same time. */
export function Charts(props: { history: TrafficHistory; marks: ShiftMark[] }) {
  const t = useTexts();
  return (
    <div className={styles.pair}>
      <ul className={styles.legend} aria-label={t('charts.legend')}>
        {SITES.map(site => (
          <li key={site}>
            <LineSample site={site} /> <SiteName site={site} />
          </li>
        ))}
      </ul>
      <Chart metric="requests" {...props} />
      <Chart metric="errors" {...props} />
    </div>
  );
}

function Chart(props: {
  metric: Metric;
  history: TrafficHistory;
  marks: ShiftMark[];
}) {
  const { metric, history, marks } = props;
  const t = useTexts();
  const totals = totalsOf(history, metric);
  const title = t(`charts.${metric}`, {
    period: formatExact(t, history.periodSeconds),
  });
  const summary = t('charts.summary', {
    title,
    onPrem: formatCount(totals['on-prem']),
    aws: formatCount(totals.aws),
  });
  return (
    <figure className={styles.chart} aria-label={summary}>
      <figcaption>
        <Text variant="body-medium" weight="bold">
          {title}
        </Text>
      </figcaption>
      <div className={styles.canvas}>
        <Suspense fallback={<Skeleton height={220} width="100%" />}>
          <SiteChart
            label={title}
            rows={rowsOf(history, metric)}
            marks={marks}
            from={Date.parse(history.from)}
            to={Date.parse(history.to)}
            periodSeconds={history.periodSeconds}
          />
        </Suspense>
      </div>
    </figure>
  );
}
