import { Text } from '@backstage/ui';
import {
  RiAlertFill,
  RiArrowGoBackFill,
  RiCheckboxCircleFill,
  RiCheckLine,
  RiCloseCircleFill,
  RiStopCircleFill,
} from '@remixicon/react';
import type {
  Shift,
  ShiftEvent,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { useTexts } from '../../hooks/useTexts';
import { AwsRequestId } from '../common/AwsRequestId';
import { ClockTime } from '../common/Moment';
import type { StateLook } from '../common/icons';
import styles from './Timeline.module.css';

const plain: StateLook = { tone: 'plain', Icon: RiCheckLine };
const good: StateLook = { tone: 'good', Icon: RiCheckboxCircleFill };
const bad: StateLook = { tone: 'bad', Icon: RiCloseCircleFill };

const eventLooks: Partial<Record<ShiftEvent['type'], StateLook>> = {
  verified: good,
  succeeded: good,
  approved: good,
  returned: good,
  'gate-passed': good,
  'rule-forced': { tone: 'warn', Icon: RiAlertFill },
  'abort-requested': { tone: 'warn', Icon: RiStopCircleFill },
  'gate-failed': bad,
  rejected: bad,
  refused: bad,
  failed: bad,
  'verification-failed': bad,
  'rolled-back': { tone: 'warn', Icon: RiArrowGoBackFill },
  aborted: { tone: 'warn', Icon: RiStopCircleFill },
};

/** Everything that happened to a shift, in order, with the time since the request. */
export function Timeline(props: { shift: Shift }) {
  const { createdAt, events } = props.shift;
  const t = useTexts();
  const start = Date.parse(createdAt);
  return (
    <section aria-label={t('progress.events')}>
      <Text
        as="h3"
        variant="body-medium"
        weight="bold"
        className={styles.title}
      >
        {t('progress.events')}
      </Text>
      <ol className={styles.events} role="log" aria-live="polite">
        {[...events]
          .sort((a, b) => a.sequence - b.sequence)
          .map(event => (
            <TimelineEvent key={event.sequence} event={event} start={start} />
          ))}
      </ol>
    </section>
  );
}

function TimelineEvent(props: { event: ShiftEvent; start: number }) {
  const { event, start } = props;
  const t = useTexts();
  const { tone, Icon } = eventLooks[event.type] ?? plain;
  const seconds = Math.max(0, (Date.parse(event.at) - start) / 1000);
  return (
    <li className={styles.event} data-tone={tone}>
      <span className={styles.icon}>
        <Icon size={16} aria-hidden />
      </span>
      <div className={styles.what}>
        <div className={styles.head}>
          <strong>{t(`shift.event.${event.type}`)}</strong>
          <Text variant="body-small" color="secondary">
            <ClockTime iso={event.at} />{' '}
            {t('progress.offset', { duration: formatDuration(t, seconds) })}
          </Text>
        </div>
        <Text as="div" variant="body-small">
          {event.message}
        </Text>
        {event.awsRequestId && (
          <Text as="div" variant="body-small" color="secondary">
            <AwsRequestId id={event.awsRequestId} />
          </Text>
        )}
      </div>
    </li>
  );
}
