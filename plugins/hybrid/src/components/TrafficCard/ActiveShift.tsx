import { Box, Button, Text } from '@backstage/ui';
import type { ShiftSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration, secondsBetween } from '../../format/duration';
import { useNow } from '../../hooks/useNow';
import { useTexts, type Texts } from '../../translations/useTexts';
import { shiftStyles } from '../common/statusStyles';
import { shiftInWords } from '../common/shiftWords';
import { StateLabel } from '../common/StateLabel';
import { Who } from '../common/Who';
import { ShiftCountdown } from '../ShiftProgress/Countdown';
import styles from './ShiftLines.module.css';

/** The shift that is under way. */
export function ActiveShift(props: {
  shift: ShiftSummary;
  onShow: () => void;
}) {
  const { shift, onShow } = props;
  const t = useTexts();
  const now = useNow();
  const elapsed = secondsBetween(Date.parse(shift.createdAt), now);
  const hint = hintOf(t, shift);

  return (
    <Box
      as="section"
      bg="neutral"
      p="3"
      className={styles.active}
      aria-label={t('shift.activeTitle')}
    >
      <div className={styles.line}>
        <span role="status">
          <StateLabel statusStyle={shiftStyles[shift.state]}>
            <strong>{shiftInWords(t, shift)}</strong>
            {': '}
            {t(`shift.state.${shift.state}`)}
          </StateLabel>
        </span>
        <Text variant="body-small" color="secondary">
          {t('shift.elapsed', {
            duration: formatDuration(t, Math.round(elapsed)),
          })}
        </Text>
      </div>
      <Text as="div" variant="body-small">
        {t('progress.requestedBy', {
          who: <Who entityRef={shift.requestedBy} />,
        })}
        {'. '}
        {t('shift.because', { reason: shift.reason })}
      </Text>
      {shift.progress && shift.progress.steps > 1 && (
        <Text as="div" variant="body-small">
          {t('shiftProgress.stepOf', {
            step: String(shift.progress.step),
            steps: String(shift.progress.steps),
          })}
        </Text>
      )}
      <ShiftCountdown shift={shift} />
      {hint && (
        <Text as="div" variant="body-small" weight="bold">
          {hint}
        </Text>
      )}
      <div>
        <Button size="small" variant="secondary" onPress={onShow}>
          {t('shift.showProgress')}
        </Button>
      </div>
    </Box>
  );
}

/** What the person who looks could do, or need not do any longer. */
function hintOf(t: Texts, shift: ShiftSummary): string | undefined {
  if (shift.aborting) return t('shiftProgress.hintAborting');
  if (shift.state === 'awaiting-approval') {
    return t('shiftProgress.hintApproval');
  }
  return undefined;
}
