import { SITES } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatCount } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { LineSample } from './LineSample';
import { MarkText } from './ShiftMarks';
import { marksIn, type ChartRow, type ShiftMark } from './series';
import { formatInstant } from './time';
import styles from './TrafficCharts.module.css';

/** What both sites did in one period, and the shifts that were under way. */
export function ChartTooltip(props: {
  active: boolean;
  row?: ChartRow;
  marks: readonly ShiftMark[];
  periodSeconds: number;
}) {
  const { active, row, marks, periodSeconds } = props;
  const t = useTexts();
  if (!active || !row) return null;
  return (
    <div className={styles.tooltip} role="status">
      <strong>{formatInstant(row.at)}</strong>
      {SITES.map(site => (
        <div key={site} className={styles.tooltipLine}>
          <LineSample site={site} />
          {t(`site.${site}`)}
          <span className={styles.value}>
            {row[site] === null ? t('sites.noData') : formatCount(row[site]!)}
          </span>
        </div>
      ))}
      {marksIn(marks, row.at, periodSeconds).map(mark => (
        <div key={mark.number}>
          <MarkText mark={mark} />
        </div>
      ))}
    </div>
  );
}
