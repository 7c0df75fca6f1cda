import { Text } from '@backstage/ui';
import type {
  Plan,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration, secondsBetween } from '../../format/duration';
import { isFinal } from '../../hooks/useShift';
import { useNow } from '../../hooks/useNow';
import { useTexts, type Texts } from '../../translations/useTexts';
import { shiftStyles } from '../common/statusStyles';
import { Notice } from '../common/Notice';
import { shiftInWords } from '../common/shiftWords';
import { StateLabel } from '../common/StateLabel';
import { unreachedInWords } from '../common/Unreached';
import { Who } from '../common/Who';
import styles from './ShiftProgress.module.css';

/** What a shift does, for whom and why, and how it stands. */
export function ShiftOutcome(props: {
  shift: ShiftSummary;
  /** Its plan, once that is read. */
  plan?: Plan;
}) {
  const { shift, plan } = props;
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
      <Ending shift={shift} plan={plan} />
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

function Ending(props: { shift: ShiftSummary; plan?: Plan }) {
  const { shift, plan } = props;
  const { state, problem } = shift;
  const t = useTexts();
  if (state === 'succeeded') {
    const unreached = plan ? unreachedInWords(t, plan) : [];
    return (
      <Notice role="status" status="success" title={successInWords(t, shift)}>
        {unreached.length > 0 &&
          unreached.map(sentence => <div key={sentence}>{sentence}</div>)}
      </Notice>
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

/** That the traffic has moved: what of it there was to move. */
function successInWords(
  t: Texts,
  { recoveryTimeSeconds: seconds, elsewhereShare = 0 }: ShiftSummary,
): string {
  const isPart = elsewhereShare > 0;
  if (seconds === undefined) {
    return t(
      isPart ? 'progress.succeededPartPlain' : 'progress.succeededPlain',
    );
  }
  return t(isPart ? 'progress.succeededPart' : 'progress.succeeded', {
    duration: formatDuration(t, seconds),
  });
}
