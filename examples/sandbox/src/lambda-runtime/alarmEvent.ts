import type { Alarm, AlarmState, AnyAlarm } from '../model';

/** The event that CloudWatch hands to a function that is an alarm's action. */
export function alarmEvent(
  alarm: AnyAlarm,
  previous: AlarmState,
  scope: { accountId: string; region: string },
) {
  const at = timestamp(alarm.stateUpdated);
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarm.arn,
    accountId: scope.accountId,
    time: at,
    region: scope.region,
    alarmData: {
      alarmName: alarm.name,
      state: {
        value: alarm.state,
        reason: alarm.stateReason,
        timestamp: at,
      },
      previousState: { value: previous },
      configuration: {
        description: alarm.description,
        ...('rule' in alarm
          ? { alarmRule: alarm.rule }
          : { metrics: metricsOf(alarm) }),
      },
    },
  };
}

function metricsOf(alarm: Alarm) {
  return [alarm.metric, ...(alarm.alsoSum ?? [])].map((metric, index) => ({
    id: `m${index + 1}`,
    metricStat: {
      metric: {
        namespace: metric.namespace,
        name: metric.name,
        dimensions: metric.dimensions,
      },
      period: alarm.period,
      stat: alarm.statistic,
    },
    returnData: alarm.alsoSum === undefined,
  }));
}

/** CloudWatch writes the zone as +0000. */
function timestamp(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}
