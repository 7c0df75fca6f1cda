import type { Alarm, AlarmState } from '../../model';

/** What an evaluation of an alarm came to. */
export interface Evaluation {
  state: AlarmState;
  reason: string;
}

type Settings = Pick<
  Alarm,
  | 'evaluationPeriods'
  | 'datapointsToAlarm'
  | 'threshold'
  | 'comparison'
  | 'treatMissingData'
>;

/** CloudWatch looks at more periods than it needs, to step over missing ones. */
export const EXTRA_PERIODS = 2;

/**
 * Evaluates an alarm as CloudWatch does: M of the newest N data points that exist, and only
 * when fewer than N exist, the missing ones count as `treatMissingData` says.
 *
 * @param values - of the newest N + {@link EXTRA_PERIODS} periods, newest first.
 */
export function evaluateAlarm(
  alarm: Settings,
  values: (number | undefined)[],
  current: AlarmState,
): Evaluation {
  const { evaluationPeriods: n, datapointsToAlarm: m } = alarm;
  const real = values
    .filter(value => value !== undefined)
    .slice(0, n) as number[];
  const breaching = real.filter(value => breaches(alarm, value)).length;
  const missing = n - real.length;
  const tell = (state: AlarmState) => ({
    state,
    reason: reasonFor(alarm, state, real, breaching, missing),
  });

  if (missing === 0) return tell(breaching >= m ? 'ALARM' : 'OK');
  switch (alarm.treatMissingData) {
    case 'breaching':
      return tell(breaching + missing >= m ? 'ALARM' : 'OK');
    case 'notBreaching':
      return tell(breaching >= m ? 'ALARM' : 'OK');
    case 'ignore':
      if (breaching >= m) return tell('ALARM');
      return tell(breaching < real.length ? 'OK' : current);
    default:
      if (real.length === 0) return tell('INSUFFICIENT_DATA');
      return tell(breaching >= m || breaching === real.length ? 'ALARM' : 'OK');
  }
}

function breaches({ comparison, threshold }: Settings, value: number): boolean {
  switch (comparison) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    default:
      return value <= threshold;
  }
}

const WORDS: Record<Alarm['comparison'], string> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

function reasonFor(
  alarm: Settings,
  state: AlarmState,
  real: number[],
  breaching: number,
  missing: number,
): string {
  if (real.length === 0) {
    return state === 'INSUFFICIENT_DATA'
      ? 'Insufficient Data: no datapoints were received'
      : `Threshold Crossed: no datapoints were received for ${missing} period${
          missing === 1 ? '' : 's'
        } and ${missing} missing datapoint${
          missing === 1 ? ' was' : 's were'
        } treated as [${
          alarm.treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching'
        }].`;
  }
  const values = real.join(', ');
  return breaching >= alarm.datapointsToAlarm
    ? `Threshold Crossed: ${breaching} out of the last ${
        alarm.evaluationPeriods
      } datapoints [${values}] was ${WORDS[alarm.comparison]} the threshold (${
        alarm.threshold
      }).`
    : `Threshold Crossed: ${real.length - breaching} out of the last ${
        alarm.evaluationPeriods
      } datapoints [${values}] was not ${
        WORDS[alarm.comparison]
      } the threshold (${alarm.threshold}).`;
}
