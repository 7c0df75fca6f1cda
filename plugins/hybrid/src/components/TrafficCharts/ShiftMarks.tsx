import { Text } from '@backstage/ui';
import { useTexts } from '../../translations/useTexts';
import { shiftInWords } from '../common/shiftWords';
import { Who } from '../common/Who';
import { moverOf } from '../common/automationWords';
import { beginningOf, type ShiftMark } from './series';
import { formatInstant } from './time';
import styles from './TrafficCharts.module.css';

/** A shift, or what automation moved, in words, with the number of its mark. */
export function MarkText(props: { mark: ShiftMark }) {
  const { number, of } = props.mark;
  const t = useTexts();
  return (
    <>
      {t('charts.mark', {
        number: String(number),
        ...(of.kind === 'automation'
          ? {
              what: t('automation.what'),
              state: t(`automation.state.${of.state}`),
            }
          : {
              what: shiftInWords(t, of),
              state: t(`shift.state.${of.state}`),
            }),
      })}
    </>
  );
}

/** What the numbers in the charts stand for. */
export function ShiftMarks(props: { marks: readonly ShiftMark[] }) {
  const { marks } = props;
  const t = useTexts();
  if (marks.length === 0) {
    return (
      <Text as="p" variant="body-small" color="secondary">
        {t('charts.noShifts')}
      </Text>
    );
  }
  return (
    // It scrolls where there are many; the links inside take the keyboard there.
    <ul className={styles.marks} aria-label={t('charts.marks')}>
      {marks.map(mark => (
        <li key={mark.number}>
          <MarkText mark={mark} />
          {', '}
          {formatInstant(beginningOf(mark.of))}
          {', '}
          {mark.of.kind === 'automation' ? (
            moverOf(t, mark.of)
          ) : (
            <Who entityRef={mark.of.requestedBy} />
          )}
        </li>
      ))}
    </ul>
  );
}
