import { Duration, Tags } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
  type IAlarmAction,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { ServiceConfig } from '../config';
import { TAGS, type Site } from '../tags';
import type { WeightedService } from '../traffic/weighted-service';

interface ServiceAlarmsProps {
  platformId: string;
  service: ServiceConfig;
  alb: ApplicationLoadBalancer;
  weighted: WeightedService;
  /** Tells people. */
  notify: IAlarmAction;
  /** Moves traffic; absent when the watchdog alone decides. */
  onPremDown?: { increase: IAlarmAction; reset: IAlarmAction };
}

/** The alarms of one service. */
export class ServiceAlarms extends Construct {
  readonly onPremUnhealthy: Alarm;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceAlarmsProps,
  ) {
    super(scope, id);
    const { service, notify, onPremDown } = props;

    this.onPremUnhealthy = this.unhealthy('on-prem');
    this.onPremUnhealthy.addAlarmAction(notify);
    this.onPremUnhealthy.addOkAction(notify);
    if (onPremDown) {
      this.onPremUnhealthy.addAlarmAction(onPremDown.increase);
      this.onPremUnhealthy.addOkAction(onPremDown.reset);
    }
    // At night there may be no node: on its own it is no reason to wake anybody.
    const awsUnhealthy = this.unhealthy('aws');
    this.dark(awsUnhealthy).addAlarmAction(notify);
    this.capacity().addAlarmAction(notify);
    if (service.alarms.requestSurge !== undefined) {
      this.surge(service.alarms.requestSurge).addAlarmAction(notify);
    }
    Tags.of(this).add(TAGS.service, service.name);
  }

  /**
   * No healthy target. Requests would say nothing about an outage, and their metrics vanish
   * once the weight is 0; health checks go on. The largest value of the minute, so that a VPN
   * connection that changes tunnels is ridden through.
   */
  private unhealthy(site: Site): Alarm {
    const { service } = this.props;
    return new Alarm(
      this,
      site === 'aws' ? 'AwsUnhealthy' : 'OnPremUnhealthy',
      {
        alarmName: this.nameOf(`${site}-unhealthy`),
        alarmDescription: `No healthy target of ${service.name} on ${site}`,
        metric: this.metric(site, 'HealthyHostCount', Stats.MAXIMUM),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        treatMissingData: TreatMissingData.BREACHING,
      },
    );
  }

  /** Both sites at once: nobody serves. */
  private dark(awsUnhealthy: Alarm): CompositeAlarm {
    const inAlarm = (alarm: Alarm) =>
      AlarmRule.fromAlarm(alarm, AlarmState.ALARM);
    return new CompositeAlarm(this, 'Dark', {
      compositeAlarmName: this.nameOf('dark'),
      alarmDescription: `No healthy target of ${this.props.service.name} on either site`,
      alarmRule: AlarmRule.allOf(
        inAlarm(this.onPremUnhealthy),
        inAlarm(awsUnhealthy),
      ),
    });
  }

  /** Fewer pods than configured for a while: aws could not take over all the traffic. */
  private capacity(): Alarm {
    const { service } = this.props;
    return new Alarm(this, 'AwsCapacity', {
      alarmName: this.nameOf('aws-capacity'),
      alarmDescription: `Fewer than ${service.aws.replicas} healthy targets of ${service.name} on aws`,
      metric: this.metric('aws', 'HealthyHostCount', Stats.MAXIMUM),
      threshold: service.aws.replicas,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  /** Reports only: many requests are no outage. */
  private surge(threshold: number): Alarm {
    const { service } = this.props;
    return new Alarm(this, 'RequestSurge', {
      alarmName: this.nameOf('request-surge'),
      alarmDescription: `More than ${threshold} requests per minute for ${service.name}`,
      metric: new MathExpression({
        expression: 'FILL(aws, 0) + FILL(onPrem, 0)',
        label: 'Requests on both sites',
        period: Duration.minutes(1),
        usingMetrics: {
          aws: this.metric('aws', 'RequestCount', Stats.SUM),
          onPrem: this.metric('on-prem', 'RequestCount', Stats.SUM),
        },
      }),
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private metric(site: Site, metricName: string, statistic: string): Metric {
    return new Metric({
      namespace: 'AWS/ApplicationELB',
      metricName,
      statistic,
      period: Duration.minutes(1),
      dimensionsMap: {
        LoadBalancer: this.props.alb.loadBalancerFullName,
        TargetGroup: this.props.weighted.metricName(site),
      },
    });
  }

  private nameOf(what: string): string {
    return `${this.props.platformId}-${this.props.service.name}-${what}`;
  }
}
