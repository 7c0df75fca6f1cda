import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import type { PlatformConfig } from '../config';
import { PlatformFunction } from '../platform-function';
import { TAGS } from '../tags';
import { allowMovingTraffic } from './traffic-rights';

const WATCHDOG_RUN_SECONDS = 50;

/** The functions that move traffic away from an on-prem site that is down, and back. */
export class FailoverFunctions extends Construct {
  readonly increase: PlatformFunction;
  readonly reset: PlatformFunction;
  readonly watchdog: PlatformFunction;
  readonly deadLetters: Queue;
  private readonly platform: PlatformConfig;

  constructor(
    scope: Construct,
    id: string,
    { platform }: { platform: PlatformConfig },
  ) {
    super(scope, id);
    this.platform = platform;
    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: `${platform.id}-failover-dead-letters`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(this.deadLetters, 'It is the dead-letter queue', 'SQS3');

    this.increase = this.make(
      'IncreaseAwsTraffic',
      'increase-aws-traffic',
      'Moves traffic to aws when on-prem is down',
      Duration.minutes(2),
      // A dead site raises one alarm per service: one at a time, the last would wait for all.
      { reservedConcurrentExecutions: 5, retryAttempts: 2 },
    );
    this.reset = this.make(
      'ResetDefaultTraffic',
      'reset-default-traffic',
      'Takes traffic back after the hold-down',
      Duration.minutes(2),
      { reservedConcurrentExecutions: 1, retryAttempts: 2 },
    );
    this.watchdog = this.make(
      'TrafficWatchdog',
      'traffic-watchdog',
      'Looks at the on-prem targets every few seconds',
      Duration.seconds(90),
      // The next minute's run is its retry; a second one beside it would only use up ELB's limit.
      { reservedConcurrentExecutions: 1, retryAttempts: 0 },
    );
    this.everyMinute('Reset', this.reset);
    if (platform.failover.detection !== 'alarm') {
      this.everyMinute('Watchdog', this.watchdog);
    }
    this.allowAlarms(this.increase);
    this.allowAlarms(this.reset);
  }

  private make(
    id: string,
    name: string,
    description: string,
    timeout: Duration,
    running: { reservedConcurrentExecutions: number; retryAttempts: number },
  ): PlatformFunction {
    const { failover, id: platformId } = this.platform;
    const made = new PlatformFunction(this, id, {
      functionName: `${platformId}-${name}`,
      description,
      entry: join(__dirname, `../../lambda/${name}/index.ts`),
      timeout,
      ...running,
      deadLetterQueue: this.deadLetters,
      environment: {
        HYBRID_PLATFORM: platformId,
        HOLD_DOWN_SECONDS: String(failover.holdDownSeconds),
        WATCHDOG_INTERVAL_SECONDS: String(failover.watchdogIntervalSeconds),
        WATCHDOG_RUN_SECONDS: String(WATCHDOG_RUN_SECONDS),
      },
    });
    allowMovingTraffic(made, platformId, [
      TAGS.automation,
      TAGS.automationHistory,
    ]);
    return made;
  }

  private everyMinute(id: string, target: PlatformFunction) {
    new Rule(this, `${id}EveryMinute`, {
      ruleName: `${target.functionName}`,
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(target)],
    });
  }

  /**
   * One permission for all alarms of the platform. One for each, as CDK's own action makes
   * them, would be more than a function's policy holds once there are some fifty services.
   */
  private allowAlarms(target: PlatformFunction) {
    const { account, region, id } = this.platform;
    target.addPermission('Alarms', {
      principal: new ServicePrincipal('lambda.alarms.cloudwatch.amazonaws.com'),
      sourceAccount: account,
      sourceArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${id}-*`,
    });
  }
}
