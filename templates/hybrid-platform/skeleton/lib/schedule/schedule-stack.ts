import { TimeZone } from 'aws-cdk-lib';
import {
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { acknowledge, anyVersionOf } from '../acknowledge';
import type { Config, OfficeHours } from '../config';
import { PlatformStack } from '../platform-stack';
import { HEAD_START_MINUTES, earlier } from './hours';
import { OfficeHoursFunction } from './office-hours-function';

interface ScheduleStackProps {
  topic: Topic;
  topicKey: Key;
  hours: OfficeHours;
}

/** The office hours: outside of them the cluster has no nodes, and on-prem serves alone. */
export class ScheduleStack extends PlatformStack {
  constructor(
    scope: Construct,
    id: string,
    config: Config,
    { topic, topicKey, hours }: ScheduleStackProps,
  ) {
    super(scope, id, config, 'office hours of the cluster');
    const { platform, services } = this;
    const { handler } = new OfficeHoursFunction(this, 'OfficeHours', {
      platform,
      services,
      topic,
      topicKey,
    });
    const at = (action: 'open' | 'close', time: string) => {
      const [hour, minute] = time.split(':').map(Number);
      new Schedule(this, action, {
        scheduleName: `${platform.id}-${action}`,
        description: `${action} the cluster of ${platform.id}`,
        schedule: ScheduleExpression.cron({
          minute: String(minute),
          hour: String(hour),
          weekDay: hours.days.join(','),
          timeZone: TimeZone.of(hours.timeZone),
        }),
        target: new LambdaInvoke(handler, {
          input: ScheduleTargetInput.fromObject({ action }),
        }),
      });
    };
    acknowledge(
      this,
      "CDK's own grant to EventBridge Scheduler: the one function, in any version",
      anyVersionOf(handler),
    );
    at('open', earlier(hours.start, HEAD_START_MINUTES));
    at('close', hours.stop);
  }
}
