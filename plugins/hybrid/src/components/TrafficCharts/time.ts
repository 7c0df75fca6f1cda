import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;

/** A moment on a chart's axis: with the day where the chart shows several. */
export function formatTick(at: number, spanMs: number): string {
  const moment = DateTime.fromMillis(at);
  return spanMs > DAY_MS
    ? moment.toLocaleString({ month: 'short', day: 'numeric' })
    : moment.toLocaleString(DateTime.TIME_24_SIMPLE);
}

/** A moment in full, for a tooltip or a table. */
export function formatInstant(at: number): string {
  return DateTime.fromMillis(at).toLocaleString({
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
