import type { ReplicationStatus } from './contract/types';

/**
 * How old a measurement of a replication's lag may be, in seconds, and still say something
 * about now. DMS publishes one value a minute, CloudWatch stamps it with the beginning of that
 * minute and shows it up to two or three minutes later: in good health the newest is at most
 * four minutes old. One more minute, and the metric has stopped to come.
 *
 * @public
 */
export const MAX_LAG_AGE_SECONDS = 300;

/**
 * A lag that still counts.
 *
 * @public
 */
export interface MeasuredLag {
  /** Seconds by which the target trailed the source at that time. */
  lagSeconds: number;
  /** Seconds since then. What was written meanwhile may be missing too. */
  ageSeconds: number;
}

/**
 * The lag of a replication, unless it is not known: never measured, or too long ago. A lag
 * without a time comes from a back end that does not tell it, and counts as of now.
 *
 * @public
 */
export function measuredLag(
  status: Partial<Pick<ReplicationStatus, 'lagSeconds' | 'lagMeasuredAt'>>,
  now: Date,
): MeasuredLag | undefined {
  const { lagSeconds, lagMeasuredAt } = status;
  // CloudWatch's values are numbers of seconds; whatever else comes is none.
  if (lagSeconds === undefined || !Number.isFinite(lagSeconds))
    return undefined;
  if (lagSeconds < 0) return undefined;
  if (lagMeasuredAt === undefined) return { lagSeconds, ageSeconds: 0 };
  const age = (now.getTime() - Date.parse(lagMeasuredAt)) / 1000;
  // Clocks differ a little; a time that is none, or far ahead, is no measurement.
  if (!(Math.abs(age) <= MAX_LAG_AGE_SECONDS)) return undefined;
  return { lagSeconds, ageSeconds: Math.max(0, age) };
}

/**
 * By how much a replication trails, with the age of that: `shop trails by 2 s (measured 70 s ago)`.
 *
 * @public
 */
export function lagInWords(
  id: string,
  { lagSeconds, ageSeconds }: MeasuredLag,
): string {
  const lag = Math.round(lagSeconds * 10) / 10;
  return ageSeconds < 1
    ? `${id} trails by ${lag} s`
    : `${id} trails by ${lag} s (measured ${ageInWords(ageSeconds)} ago)`;
}

/** Such as `70 s`, `9 min` or `3 h`: no more than has passed. */
export function ageInWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}
