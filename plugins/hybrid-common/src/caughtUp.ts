import {
  ageInWords,
  lagInWords,
  MAX_LAG_AGE_SECONDS,
  measuredLag,
} from './lag';
import {
  isLoadedOnce,
  whatIsMissing,
  type JudgedReplication,
  type Shortcoming,
} from './shortcoming';

/**
 * Whether a replication has caught up, and the reason either way: one sentence for people.
 *
 * @public
 */
export interface CaughtUp {
  caughtUp: boolean;
  reason: string;
  /** What a person can do about it; only when it has not caught up and something is to be done. */
  remedy?: string;
  /**
   * It only loaded its tables once, and has. It will never catch up with what was written
   * since, nor does it have to: there is nothing to wait for.
   */
  over?: true;
}

/**
 * Whether the target has everything that the source has, but for the writes of the last
 * `maxLagSeconds`, as of its last measurement. Whatever is not known counts as not caught up:
 * a missing measurement, or one that is older than `MAX_LAG_AGE_SECONDS`, is no proof that
 * nothing is missing. The safety rule `replication-caught-up`, the scaffolder's wait and the
 * UI all ask here.
 *
 * @example
 * Ask for the status every few seconds until it says so:
 *
 * ```ts
 * const { caughtUp, reason } = isCaughtUp(status, 10);
 * ```
 *
 * @public
 */
export function isCaughtUp(
  status: JudgedReplication,
  maxLagSeconds: number,
  now: Date = new Date(),
): CaughtUp {
  const { id } = status;
  if (isLoadedOnce(status)) {
    return {
      caughtUp: false,
      over: true,
      reason: `${id} only loads once, and has loaded its tables: it does not bring what is written since, and there is nothing to wait for.`,
    };
  }
  const incomplete = whatIsMissing(status);
  if (incomplete) return { caughtUp: false, ...incomplete };

  const measured = measuredLag(status, now);
  if (!measured) {
    return { caughtUp: false, ...unmeasured(status, now) };
  }
  const trails = lagInWords(id, measured);
  const allowed = `${Math.round(maxLagSeconds * 10) / 10} s`;
  return measured.lagSeconds > maxLagSeconds
    ? {
        caughtUp: false,
        reason: `${trails}, and at most ${allowed} are allowed.`,
        remedy: 'Wait until it has caught up.',
      }
    : { caughtUp: true, reason: `${trails}, within the ${allowed} allowed.` };
}

/**
 * Seconds of writes that the target may lack by now: the lag when it was measured, and the time
 * since. Nobody knows how many while the replication does not run, loads tables, has tables in
 * error or is not measured.
 *
 * @public
 */
export function writesAtRiskSeconds(
  status: JudgedReplication,
  now: Date,
): number | undefined {
  if (isLoadedOnce(status) || whatIsMissing(status)) return undefined;
  const measured = measuredLag(status, now);
  return measured && measured.lagSeconds + measured.ageSeconds;
}

function unmeasured(
  { id, lagMeasuredAt, lagProblem }: JudgedReplication,
  now: Date,
): Shortcoming {
  if (lagProblem) {
    return {
      reason: `${id} is running, but its lag could not be looked up: ${lagProblem}`,
      remedy:
        'Try again in a moment, or look at its metric CDCLatencyTarget in the AWS console.',
    };
  }
  const age = lagMeasuredAt
    ? (now.getTime() - Date.parse(lagMeasuredAt)) / 1000
    : NaN;
  return {
    reason:
      age > MAX_LAG_AGE_SECONDS
        ? `${id} is running, but CloudWatch has no measurement of its lag of the last ${
            MAX_LAG_AGE_SECONDS / 60
          } minutes: the newest is ${ageInWords(age)} old.`
        : `${id} is running, but CloudWatch has no measurement of its lag.`,
    remedy:
      'CloudWatch gets one a minute: wait for it. If none comes, look at the task and its metric CDCLatencyTarget in the AWS console.',
  };
}
