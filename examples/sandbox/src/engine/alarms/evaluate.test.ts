import type { Alarm, AlarmState } from '../../model';
import { evaluateAlarm } from './evaluate';

const X = 1;
const _ = undefined;

/** An alarm on values above 0: X breaches, 0 does not, _ is missing. Newest value last. */
function evaluate(
  values: (number | undefined)[],
  alarm: Partial<Alarm> & { n: number; m: number },
  current: AlarmState = 'OK',
) {
  return evaluateAlarm(
    {
      evaluationPeriods: alarm.n,
      datapointsToAlarm: alarm.m,
      threshold: 0,
      comparison: alarm.comparison ?? 'GreaterThanThreshold',
      treatMissingData: alarm.treatMissingData ?? 'missing',
    },
    [...values].reverse(),
    current,
  ).state;
}

describe('evaluateAlarm', () => {
  it('alarms when M of the newest N data points breach', () => {
    expect(evaluate([0, 0, X, 0, X], { n: 3, m: 2 })).toBe('ALARM');
    expect(evaluate([X, X, 0, 0, X], { n: 3, m: 2 })).toBe('OK');
    expect(evaluate([0, 0, X, X, X], { n: 3, m: 3 })).toBe('ALARM');
    expect(evaluate([X, X, X, X, 0], { n: 3, m: 3 })).toBe('OK');
  });

  it('steps over missing periods while enough older data points exist', () => {
    for (const treatMissingData of [
      'breaching',
      'notBreaching',
      'ignore',
      'missing',
    ] as const) {
      const alarm = { n: 3, m: 3, treatMissingData };
      expect(evaluate([0, X, X, _, X], alarm)).toBe('ALARM');
      expect(evaluate([0, _, X, _, X], alarm)).toBe('OK');
    }
  });

  // The table of CloudWatch's documentation, for 3 of 3 and for 2 of 3.
  it.each`
    values             | m    | missing                | ignore     | breaching  | notBreaching
    ${[_, _, _, _, 0]} | ${3} | ${'OK'}                | ${'OK'}    | ${'OK'}    | ${'OK'}
    ${[_, _, _, _, _]} | ${3} | ${'INSUFFICIENT_DATA'} | ${'(now)'} | ${'ALARM'} | ${'OK'}
    ${[_, _, X, _, _]} | ${3} | ${'ALARM'}             | ${'(now)'} | ${'ALARM'} | ${'OK'}
    ${[0, _, X, _, _]} | ${2} | ${'OK'}                | ${'OK'}    | ${'ALARM'} | ${'OK'}
    ${[_, _, _, _, 0]} | ${2} | ${'OK'}                | ${'OK'}    | ${'ALARM'} | ${'OK'}
    ${[_, _, _, _, _]} | ${2} | ${'INSUFFICIENT_DATA'} | ${'(now)'} | ${'ALARM'} | ${'OK'}
    ${[_, _, _, X, _]} | ${2} | ${'ALARM'}             | ${'(now)'} | ${'ALARM'} | ${'OK'}
  `(
    'treats missing data as told: $values, $m of 3',
    ({ values, m, ...expected }) => {
      for (const now of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
        for (const treatMissingData of [
          'missing',
          'ignore',
          'breaching',
          'notBreaching',
        ] as const) {
          const wanted = expected[treatMissingData];
          expect([
            treatMissingData,
            evaluate(values, { n: 3, m, treatMissingData }, now),
          ]).toEqual([treatMissingData, wanted === '(now)' ? now : wanted]);
        }
      }
    },
  );

  it('compares as the operator says, the threshold itself included or not', () => {
    const at = (comparison: Alarm['comparison']) =>
      evaluate([0], { n: 1, m: 1, comparison });
    expect(at('GreaterThanThreshold')).toBe('OK');
    expect(at('GreaterThanOrEqualToThreshold')).toBe('ALARM');
    expect(at('LessThanThreshold')).toBe('OK');
    expect(at('LessThanOrEqualToThreshold')).toBe('ALARM');
  });

  it('says why', () => {
    expect(
      evaluateAlarm(
        {
          evaluationPeriods: 1,
          datapointsToAlarm: 1,
          threshold: 1,
          comparison: 'LessThanThreshold',
          treatMissingData: 'breaching',
        },
        [0],
        'OK',
      ).reason,
    ).toBe(
      'Threshold Crossed: 1 out of the last 1 datapoints [0] was less than the threshold (1).',
    );
  });
});
