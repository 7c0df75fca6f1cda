/** How far to look back, and in periods of which length. */
export interface Range {
  from: Date;
  to: Date;
  periodSeconds: number;
}

/** A chart has at most about this many points per line. */
const MAX_POINTS = 180;

/**
 * CloudWatch keeps periods of one minute for 15 days, which is longer than anybody may look
 * back, so that any multiple of it can be asked for.
 * See https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
const PERIODS_SECONDS = [60, 300, 900, 3_600, 10_800];

/**
 * Looks back from `now` in whole periods. They begin at multiples of their length, as
 * CloudWatch's do, so that people who look at the same time ask for the same. The last one
 * is not over yet: it ends at `now`.
 */
export function rangeOf(seconds: number, now: Date): Range {
  const periodSeconds =
    PERIODS_SECONDS.find(period => seconds / period <= MAX_POINTS) ??
    PERIODS_SECONDS[PERIODS_SECONDS.length - 1];
  const periodMs = periodSeconds * 1000;
  const from =
    Math.floor((now.getTime() - seconds * 1000) / periodMs) * periodMs;
  return { from: new Date(from), to: now, periodSeconds };
}
