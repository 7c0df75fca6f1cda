import type { TrafficHistory } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatCount } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { marksIn, type ShiftMark } from './series';
import { formatInstant } from './time';
import styles from './TrafficCharts.module.css';

/** The same as the charts, to be read: the latest period first. */
export function TrafficTable(props: {
  history: TrafficHistory;
  marks: readonly ShiftMark[];
}) {
  const { history, marks } = props;
  const t = useTexts();
  const column = (site: 'on-prem' | 'aws', metric: 'requests' | 'errors') => (
    <th scope="col">
      {t('charts.column', {
        site: t(`site.${site}`),
        metric: t(`sites.${metric}`),
      })}
    </th>
  );
  return (
    <div
      className={styles.scroll}
      // It scrolls, so the keyboard has to reach it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={t('charts.table')}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('charts.time')}</th>
            {column('on-prem', 'requests')}
            {column('on-prem', 'errors')}
            {column('aws', 'requests')}
            {column('aws', 'errors')}
            <th scope="col">{t('charts.shiftColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {[...history.points].reverse().map(({ at, sites }) => (
            <tr key={at}>
              <th scope="row">{formatInstant(Date.parse(at))}</th>
              <td>{formatCount(sites['on-prem'].requests)}</td>
              <td>{formatCount(sites['on-prem'].errors)}</td>
              <td>{formatCount(sites.aws.requests)}</td>
              <td>{formatCount(sites.aws.errors)}</td>
              <td>
                {marksIn(marks, Date.parse(at), history.periodSeconds)
                  .map(({ number }) => number)
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
