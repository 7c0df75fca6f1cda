import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge';

const EVENTS: Record<string, [source: string, detailType: string]> = {
  Health: ['aws.health', 'AWS Health Event'],
  SpotInterruption: ['aws.ec2', 'EC2 Spot Instance Interruption Warning'],
  Rebalance: ['aws.ec2', 'EC2 Instance Rebalance Recommendation'],
  StateChange: ['aws.ec2', 'EC2 Instance State-change Notification'],
  CapacityReservation: [
    'aws.ec2',
    'EC2 Capacity Reservation Instance Interruption Warning',
  ],
};

/** Tells Karpenter in time that AWS is about to take a node away. */
export class InterruptionQueue extends Construct {
  readonly queue: Queue;

  constructor(
    scope: Construct,
    id: string,
    { clusterName }: { clusterName: string },
  ) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName: `${clusterName}-karpenter`,
      // What is five minutes old has happened already.
      retentionPeriod: Duration.minutes(5),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(
      this.queue,
      'A message that nobody took within five minutes is worthless: there is nothing to keep',
      'SQS3',
    );
    for (const [name, [source, detailType]] of Object.entries(EVENTS)) {
      new Rule(this, name, {
        eventPattern: { source: [source], detailType: [detailType] },
        targets: [new SqsQueue(this.queue)],
      });
    }
  }
}
