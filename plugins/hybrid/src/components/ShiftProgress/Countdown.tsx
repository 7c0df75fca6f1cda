import { Text } from '@backstage/ui';
import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatClock, secondsBetween } from '../../format/duration';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../translations/useTexts';
import styles from './ShiftProgress.module.css';

/** How long a bake, a drill or the wait for an approval still lasts. */
export function Countdown(props: {
  until: string;
  of: 'bake' | 'drill' | 'approval';
}) {
  const { until, of } = props;
  const t = useTexts();
  const now = useNow();
  const left = secondsBetween(now, Date.parse(until));
  return (
    // A timer is not read aloud every second; it is there for who asks.
    <div role="timer" className={styles.countdown}>
      <Text as="span" variant="body-small" color="secondary">
        {t(`shiftProgress.countdown.${of}`)}
      </Text>{' '}
      <strong>{formatClock(left)}</strong>
    </div>
  );
}

/** What the shift waits for at this moment, if it is a matter of time. */
export function ShiftCountdown(props: {
  shift: Pick<Shift, 'kind' | 'state' | 'progress' | 'approval'>;
}) {
  const { kind, state, progress, approval } = props.shift;
  if (state === 'awaiting-approval' && approval) {
    return <Countdown until={approval.until} of="approval" />;
  }
  if (!progress?.until) return null;
  return (
    <Countdown
      until={progress.until}
      of={kind === 'drill' ? 'drill' : 'bake'}
    />
  );
}
