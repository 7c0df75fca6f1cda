import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { readHostAlarms } from './hostAlarms';

const SINCE = '2026-11-22T12:00:00.000Z';

/** The alarm of the template on a site without a healthy host. */
const down = (changes: Partial<MetricAlarm> = {}): MetricAlarm => ({
  AlarmName: 'down',
  MetricName: 'HealthyHostCount',
  ComparisonOperator: 'LessThanThreshold',
  Threshold: 1,
  TreatMissingData: 'breaching',
  StateValue: 'ALARM',
  StateUpdatedTimestamp: new Date(SINCE),
  ...changes,
});
const NOTHING = { ringSince: {}, told: {} };
const read = (...alarms: MetricAlarm[]) => readHostAlarms(alarms, () => 'aws');
const healthy = (...alarms: MetricAlarm[]) => read(...alarms).told.aws?.healthy;

describe('the alarms of a site', () => {
  it('tell since when no host is healthy', () => {
    expect(read(down())).toEqual({
      ringSince: { aws: SINCE },
      told: { aws: { name: 'down', healthy: false } },
    });
  });

  it('tell that some host is healthy, where missing data would ring', () => {
    expect(healthy(down({ StateValue: 'OK' }))).toBe(true);
    for (const TreatMissingData of ['missing', 'notBreaching', undefined]) {
      expect(read(down({ StateValue: 'OK', TreatMissingData }))).toEqual(
        NOTHING,
      );
    }
  });

  it('tell nothing without data', () => {
    expect(read(down({ StateValue: 'INSUFFICIENT_DATA' }))).toEqual(NOTHING);
  });

  it.each<[string, Partial<MetricAlarm>]>([
    ['fewer hosts than wanted', { Threshold: 3 }],
    ['unhealthy hosts', { MetricName: 'UnHealthyHostCount' }],
    ['more hosts than wanted', { ComparisonOperator: 'GreaterThanThreshold' }],
    ['errors', { MetricName: 'HTTPCode_Target_5XX_Count' }],
    ['other alarms', { MetricName: undefined }],
  ])('do not tell by one on %s whether something serves', (_, changes) => {
    expect(read(down(changes))).toEqual(NOTHING);
    expect(read(down({ ...changes, StateValue: 'OK' }))).toEqual(NOTHING);
  });

  it('are of no site where that is not known', () => {
    expect(readHostAlarms([down()], () => undefined)).toEqual(NOTHING);
  });

  it('have the word of the worse of two load balancers', () => {
    const ok = down({ AlarmName: 'a', StateValue: 'OK' });
    expect(healthy(ok, down())).toBe(false);
    expect(
      healthy(ok, down({ StateValue: 'INSUFFICIENT_DATA' })),
    ).toBeUndefined();
  });
});
