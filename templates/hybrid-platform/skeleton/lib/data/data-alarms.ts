import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Metric,
  Stats,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../config';
import type { Database } from './database';
import type { Replication } from './replication';

/** Beyond this the target is too old to take the traffic. */
const LAG_LIMIT_SECONDS = 60;

interface DataAlarmsProps {
  platform: PlatformConfig;
  database: Database;
  replication?: Replication;
  topic: ITopic;
}

/** The database and the replication. */
export class DataAlarms extends Construct {
  private readonly platform: PlatformConfig;
  private readonly action: SnsAction;

  constructor(
    scope: Construct,
    id: string,
    { platform, database, replication, topic }: DataAlarmsProps,
  ) {
    super(scope, id);
    this.platform = platform;
    this.action = new SnsAction(topic);

    this.add('database-storage', {
      description: 'The database has less than a tenth of its storage left',
      metric: database.instance.metricFreeStorageSpace({
        statistic: Stats.MINIMUM,
        period: Duration.minutes(5),
      }),
      threshold: (platform.data.database.storageGiB * 1024 ** 3) / 10,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    });
    if (!replication) return;
    this.add('replication-lag', {
      description: `The replication trails by more than ${LAG_LIMIT_SECONDS} s`,
      metric: this.lagOf(replication),
      threshold: LAG_LIMIT_SECONDS,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // No lag is no good lag: one that is not measured any more is told of, too.
      missing: 'is-told',
    });
    // A task that has stopped has no lag to measure; this says why.
    new Rule(this, 'ReplicationStopped', {
      ruleName: `${platform.id}-replication-stopped`,
      description: 'Tells of a replication that failed or was stopped',
      eventPattern: {
        source: ['aws.dms'],
        detailType: [
          'DMS Replication Task State Change',
          'DMS Replication State Change',
        ],
        detail: {
          eventType: [
            'REPLICATION_TASK_FAILED',
            'REPLICATION_TASK_STOPPED',
            'REPLICATION_FAILED',
            'REPLICATION_STOPPED',
          ],
        },
        resources: [{ suffix: `:${replication.resourceId}` }] as never,
      },
      targets: [new SnsTopic(topic)],
    });
  }

  private lagOf(replication: Replication): Metric {
    const serverless = this.platform.data.replication?.mode === 'serverless';
    return new Metric({
      namespace: 'AWS/DMS',
      metricName: 'CDCLatencyTarget',
      statistic: Stats.MAXIMUM,
      period: Duration.minutes(1),
      dimensionsMap: serverless
        ? { ReplicationConfigIdentifier: replication.resourceId }
        : {
            ReplicationInstanceIdentifier: `${this.platform.id}-replication`,
            ReplicationTaskIdentifier: replication.resourceId,
          },
    });
  }

  private add(
    name: string,
    props: {
      description: string;
      metric: IMetric;
      threshold: number;
      comparison: ComparisonOperator;
      /** Without data the alarm stays OK, unless told. */
      missing?: 'is-told';
    },
  ) {
    const alarm = new Alarm(this, name, {
      alarmName: `${this.platform.id}-${name}`,
      alarmDescription: props.description,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: props.comparison,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: props.missing
        ? TreatMissingData.MISSING
        : TreatMissingData.NOT_BREACHING,
    });
    if (props.missing) alarm.addInsufficientDataAction(this.action);
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
  }
}
