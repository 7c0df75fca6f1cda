import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  TreatMissingData,
  type IAlarmAction,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../config';
import type { FailoverFunctions } from './failover-functions';

interface FailoverAlarmsProps {
  platform: PlatformConfig;
  functions: FailoverFunctions;
  notify: IAlarmAction;
}

/** Who watches the watchdog: failover that does not work must not be found out in an outage. */
export class FailoverAlarms extends Construct {
  private readonly props: FailoverAlarmsProps;

  constructor(scope: Construct, id: string, props: FailoverAlarmsProps) {
    super(scope, id);
    this.props = props;
    const { functions, platform } = props;
    const period = Duration.minutes(1);

    this.above0(
      'failover-dead-letters',
      'A failover function gave up on an event: it is in the dead-letter queue',
      functions.deadLetters.metricApproximateNumberOfMessagesVisible({
        period,
        statistic: 'Maximum',
      }),
    );
    this.above0(
      'failover-errors',
      'A failover function failed',
      functions.increase.metricErrors({ period }),
    );
    this.above0(
      'reset-errors',
      'reset-default-traffic fails: traffic may stay on aws',
      functions.reset.metricErrors({ period }),
    );
    if (platform.failover.detection !== 'alarm') {
      this.above0(
        'watchdog-errors',
        'traffic-watchdog fails: on-prem may not be watched',
        functions.watchdog.metricErrors({ period }),
      );
      this.add('watchdog-silent', {
        alarmDescription: 'traffic-watchdog has not run for three minutes',
        metric: functions.watchdog.metricInvocations({ period }),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: 3,
        treatMissingData: TreatMissingData.BREACHING,
      });
    }
  }

  private above0(name: string, alarmDescription: string, metric: IMetric) {
    this.add(name, {
      alarmDescription,
      metric,
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private add(
    name: string,
    props: Omit<ConstructorParameters<typeof Alarm>[2], 'alarmName'>,
  ) {
    const alarm = new Alarm(this, name, {
      ...props,
      alarmName: `${this.props.platform.id}-${name}`,
    });
    alarm.addAlarmAction(this.props.notify);
    alarm.addOkAction(this.props.notify);
  }
}
