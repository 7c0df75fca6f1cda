import { Text } from '@backstage/ui';
import type { ShiftSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration, secondsBetween } from '../../format/duration';
import { isFinal } from '../../hooks/useShift';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../translations/useTexts';
import { shiftStyles } from '../common/statusStyles';
import { Notice } from '../common/Notice';
import { shiftInWords } from '../common/shiftWords';
import { StateLabel } from '../common/StateLabel';
import { Who } from '../common/Who';
import styles from './ShiftProgress.module.css';

/** What a shift does, for whom and why, and how it stands. */
export function ShiftOutcome(props: { shift: ShiftSummary }) {
  const { shift } = props;
  const t = useTexts();
  return (
    <div className={styles.outcome}>
      <div className={styles.result}>
        <strong>{shiftInWords(t, shift)}</strong>
        <span role="status">
          <StateLabel statusStyle={shiftStyles[shift.state]}>
            {t(`shift.state.${shift.state}`)}
          </StateLabel>
        </span>
        {!isFinal(shift.state) && <Elapsed since={shift.createdAt} />}
      </div>
      <Text
        as="div"
        variant="body-small"
        color="secondary"
        className={styles.wrap}
      >
        {t('progress.requestedBy', {
          who: <Who entityRef={shift.requestedBy} />,
        })}
        {'. '}
        {t('shift.because', { reason: shift.reason })}
      </Text>
      <Ending shift={shift} />
    </div>
  );
}

/** Not in the live region: a screen reader should not count the seconds aloud. */
function Elapsed(props: { since: string }) {
  const t = useTexts();
  const now = useNow();
  const seconds = secondsBetween(Date.parse(props.since), now);
  return (
    <Text variant="body-small" color="secondary">
      {t('shift.elapsed', { duration: formatDuration(t, seconds) })}
    </Text>
  );
}

function Ending(props: { shift: ShiftSummary }) {
  const { state, recoveryTimeSeconds, problem } = props.shift;
  const t = useTexts();
  if (state === 'succeeded') {
    return (
      <Notice
        role="status"
        status="success"
        title={
          recoveryTimeSeconds === undefined
            ? t('progress.succeededPlain')
            : t('progress.succeeded', {
                duration: formatDuration(t, recoveryTimeSeconds),
              })
        }
      />
    );
  }
  if (!problem || !isFinal(state)) return null;
  return (
    <Notice
      role="alert"
      status={state === 'failed' ? 'danger' : 'warning'}
      title={`${t(`shift.state.${state}`)}: ${t(`problem.${problem.code}`)}`}
    >
      <div>{problem.message}</div>
      <div>{t('dialog.remedy', { remedy: problem.remedy })}</div>
    </Notice>
  );
}
