import { DateTime } from 'luxon';
import { formatAge, secondsBetween } from '../../format/duration';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../translations/useTexts';

/** How long ago something was; the exact time shows on hover. */
export function Ago(props: { iso: string }) {
  const t = useTexts();
  const now = useNow(5_000);
  const at = DateTime.fromISO(props.iso);
  return (
    <time
      dateTime={props.iso}
      title={at.toLocaleString(DateTime.DATETIME_FULL)}
    >
      {formatAge(t, secondsBetween(at.toMillis(), now))}
    </time>
  );
}

/** A time of day with seconds, as in a log. */
export function ClockTime(props: { iso: string }) {
  const at = DateTime.fromISO(props.iso);
  return (
    <time
      dateTime={props.iso}
      title={at.toLocaleString(DateTime.DATETIME_FULL)}
    >
      {at.toLocaleString(DateTime.TIME_24_WITH_SECONDS)}
    </time>
  );
}

/** A date and time for people, such as when a hold expires. */
export function formatMoment(iso: string): string {
  const at = DateTime.fromISO(iso);
  return at.toLocaleString(
    at.hasSame(DateTime.now(), 'day')
      ? DateTime.TIME_SIMPLE
      : DateTime.DATETIME_MED,
  );
}
