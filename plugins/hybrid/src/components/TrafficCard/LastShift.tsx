import { Button, Text } from '@backstage/ui';
import type { ShiftSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { useTexts } from '../../translations/useTexts';
import { shiftStyles } from '../common/statusStyles';
import { Ago } from '../common/Moment';
import { shiftInWords } from '../common/shiftWords';
import { StateLabel } from '../common/StateLabel';
import { Who } from '../common/Who';
import styles from './ShiftLines.module.css';

/** The shift that ended last: who, when, why, and how it ended. */
export function LastShift(props: { shift: ShiftSummary; onShow: () => void }) {
  const { shift, onShow } = props;
  const t = useTexts();
  return (
    <section aria-label={t('shift.last')} className={styles.last}>
      <div className={styles.line}>
        <Text
          as="h4"
          variant="body-medium"
          weight="bold"
          className={styles.title}
        >
          {t('shift.last')}
        </Text>
        <Button size="small" variant="tertiary" onPress={onShow}>
          {t('shift.details')}
        </Button>
      </div>
      <div className={styles.facts}>
        <StateLabel statusStyle={shiftStyles[shift.state]}>
          {t(`shift.state.${shift.state}`)}
        </StateLabel>
        <span>
          {t('shift.lastLine', {
            what: shiftInWords(t, shift),
            who: <Who entityRef={shift.requestedBy} />,
            when: <Ago iso={shift.endedAt ?? shift.createdAt} />,
          })}
        </span>
      </div>
      <Text as="div" variant="body-small" className={styles.reason}>
        {t('shift.because', { reason: shift.reason })}
      </Text>
      {shift.recoveryTimeSeconds !== undefined && (
        <Text as="div" variant="body-small">
          {t('shift.recovered', {
            duration: formatDuration(t, shift.recoveryTimeSeconds),
          })}
        </Text>
      )}
      {shift.problem && (
        <Text as="div" variant="body-small">
          {shift.problem.message}
        </Text>
      )}
    </section>
  );
}
