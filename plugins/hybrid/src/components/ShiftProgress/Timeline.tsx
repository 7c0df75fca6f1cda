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
import { useTexts } from '../../translations/useTexts';
import { AwsRequestId } from '../common/AwsRequestId';
import { ClockTime } from '../common/Moment';
import type { StatusStyle } from '../common/statusStyles';
import styles from './Timeline.module.css';

const neutral: StatusStyle = { status: 'neutral', Icon: RiCheckLine };
const success: StatusStyle = { status: 'success', Icon: RiCheckboxCircleFill };
const danger: StatusStyle = { status: 'danger', Icon: RiCloseCircleFill };

const eventStyles: Partial<Record<ShiftEvent['type'], StatusStyle>> = {
  verified: success,
  succeeded: success,
  approved: success,
  returned: success,
  'gate-passed': success,
  'rule-forced': { status: 'warning', Icon: RiAlertFill },
  'abort-requested': { status: 'warning', Icon: RiStopCircleFill },
  'gate-failed': danger,
  rejected: danger,
  refused: danger,
  failed: danger,
  'verification-failed': danger,
  'rolled-back': { status: 'warning', Icon: RiArrowGoBackFill },
  aborted: { status: 'warning', Icon: RiStopCircleFill },
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
  const { status, Icon } = eventStyles[event.type] ?? neutral;
  const seconds = Math.max(0, (Date.parse(event.at) - start) / 1000);
  return (
    <li className={styles.event} data-status={status}>
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
