import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';

/** Alarms, and events of DMS. */
const PUBLISHERS = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'];

/** The topic that every alarm of the platform reports to, so it is made first. */
export class NotificationsStack extends PlatformStack {
  readonly topic: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, config, 'topic for alarms and failovers');
    // Neither can publish to a topic that AWS's own SNS key encrypts, and neither says so.
    const key = (this.key = new Key(this, 'Key', {
      description: `${this.platform.id}: notifications`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    }));
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: PUBLISHERS.map(service => new ServicePrincipal(service)),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    this.topic = new Topic(this, 'Topic', {
      topicName: `${this.platform.id}-notifications`,
      masterKey: key,
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: PUBLISHERS.map(service => new ServicePrincipal(service)),
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    for (const email of this.platform.failover.notificationEmails) {
      this.topic.addSubscription(new EmailSubscription(email));
    }
  }
}
