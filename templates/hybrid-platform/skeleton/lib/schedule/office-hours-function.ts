import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import { SYSTEM_NODE_GROUP } from '../cluster/eks-cluster';
import type { PlatformConfig, ServiceConfig } from '../config';
import { allowMovingTraffic } from '../failover/traffic-rights';
import { PlatformFunction } from '../platform-function';
import { TAGS } from '../tags';

interface OfficeHoursFunctionProps {
  platform: PlatformConfig;
  services: readonly ServiceConfig[];
  topic: Topic;
  topicKey: Key;
}

/** Moves the traffic and the nodes, in this order in the evening and the other in the morning. */
export class OfficeHoursFunction extends Construct {
  readonly handler: PlatformFunction;

  constructor(
    scope: Construct,
    id: string,
    { platform, services, topic, topicKey }: OfficeHoursFunctionProps,
  ) {
    super(scope, id);
    const deadLetters = new Queue(this, 'DeadLetters', {
      queueName: `${platform.id}-office-hours-dead-letters`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(deadLetters, 'It is the dead-letter queue', 'SQS3');
    this.handler = new PlatformFunction(this, 'Function', {
      functionName: `${platform.id}-office-hours`,
      description:
        'Opens the cluster in the morning and closes it in the evening',
      entry: join(__dirname, '../../lambda/office-hours/index.ts'),
      timeout: Duration.minutes(15),
      reservedConcurrentExecutions: 1,
      // A retry goes on where the run before stopped: three times 14 minutes in all.
      retryAttempts: 2,
      deadLetterQueue: deadLetters,
      environment: {
        HYBRID_PLATFORM: platform.id,
        CLUSTER_NAME: platform.id,
        SYSTEM_NODE_GROUP,
        SYSTEM_NODE_COUNT: String(platform.cluster.systemNodes.count),
        TOPIC_ARN: topic.topicArn,
        REPLICAS: JSON.stringify(
          Object.fromEntries(
            services.map(service => [service.name, service.aws.replicas]),
          ),
        ),
      },
    });
    allowMovingTraffic(this.handler, platform.id, [TAGS.officeHours]);
    this.allowNodes(platform);
    this.allowNotifications(topic, topicKey);

    const alarm = new Alarm(this, 'Errors', {
      alarmName: `${platform.id}-office-hours-errors`,
      alarmDescription: 'Opening or closing the cluster failed',
      metric: this.handler.metricErrors({ period: Duration.minutes(1) }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }

  private allowNodes({ id, region, account }: PlatformConfig) {
    const nodeGroup = `arn:aws:eks:${region}:${account}:nodegroup/${id}/${SYSTEM_NODE_GROUP}/*`;
    const instances = `arn:aws:ec2:${region}:${account}:instance/*`;
    const alarms = `arn:aws:cloudwatch:${region}:${account}:alarm:${id}-*-aws-capacity`;
    for (const statement of [
      new PolicyStatement({
        sid: 'ScaleSystemNodes',
        actions: ['eks:DescribeNodegroup', 'eks:UpdateNodegroupConfig'],
        resources: [nodeGroup],
      }),
      new PolicyStatement({
        sid: 'FindNodes',
        actions: ['ec2:DescribeInstances'],
        resources: ['*'],
      }),
      new PolicyStatement({
        sid: 'TerminateKarpenterNodes',
        actions: ['ec2:TerminateInstances'],
        resources: [instances],
        conditions: {
          StringEquals: {
            [`aws:ResourceTag/kubernetes.io/cluster/${id}`]: 'owned',
          },
          StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' },
        },
      }),
      new PolicyStatement({
        sid: 'MuteCapacityAlarms',
        actions: [
          'cloudwatch:DisableAlarmActions',
          'cloudwatch:EnableAlarmActions',
        ],
        resources: [alarms],
      }),
    ]) {
      this.handler.addToRolePolicy(statement);
    }
    acknowledge(
      this.handler.ownRole,
      'Ids that AWS makes, and nodes that come and go: names and tags confine them to this platform',
      `IAM5[Resource::${nodeGroup}]`,
      `IAM5[Resource::${instances}]`,
      `IAM5[Resource::${alarms}]`,
    );
  }

  private allowNotifications(topic: Topic, topicKey: Key) {
    this.handler.addToRolePolicy(
      new PolicyStatement({
        sid: 'Notify',
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
      }),
    );
    this.handler.addToRolePolicy(
      new PolicyStatement({
        sid: 'NotifyEncrypted',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [topicKey.keyArn],
      }),
    );
  }
}
