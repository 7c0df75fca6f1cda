import {
  type Alarm,
  AlarmRule,
  AlarmState,
  CompositeAlarm,
  type IAlarmAction,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';
import type { TrafficStack } from '../traffic/traffic-stack';
import { FailoverAlarms } from './failover-alarms';
import { FailoverFunctions } from './failover-functions';
import { ServiceAlarms } from './service-alarms';

interface FailoverStackProps {
  traffic: TrafficStack;
  topic: ITopic;
}

/** A composite alarm takes this many others. */
const MAX_CHILDREN = 100;

/** Finds out that on-prem is down, moves the traffic, and takes it back. */
export class FailoverStack extends PlatformStack {
  constructor(
    scope: Construct,
    id: string,
    config: Config,
    { traffic, topic }: FailoverStackProps,
  ) {
    super(scope, id, config, 'alarms and functions that move traffic');
    const { platform } = this;
    const notify = new SnsAction(topic);
    const functions = new FailoverFunctions(this, 'Functions', { platform });
    new FailoverAlarms(this, 'Alarms', { platform, functions, notify });

    const onPremDown =
      platform.failover.detection === 'watchdog'
        ? undefined
        : {
            increase: invoke(functions.increase),
            reset: invoke(functions.reset),
          };
    const alarms = this.services.map(
      service =>
        new ServiceAlarms(this, `Service-${service.name}`, {
          platformId: platform.id,
          service,
          alb: traffic.loadBalancer.alb,
          weighted: traffic.weightedServices.get(service.name)!,
          notify,
          onPremDown,
        }).onPremUnhealthy,
    );
    if (alarms.length > 1) this.addSiteAlarm(alarms, notify);
  }

  /** Every service at once: the site or the way to it, not a service, is what is broken. */
  private addSiteAlarm(alarms: Alarm[], notify: IAlarmAction) {
    const siteDown = new CompositeAlarm(this, 'OnPremSiteDown', {
      compositeAlarmName: `${this.platform.id}-on-prem-site-down`,
      alarmDescription: 'No service has a healthy target on-prem',
      alarmRule: AlarmRule.allOf(
        ...alarms
          .slice(0, MAX_CHILDREN)
          .map(alarm => AlarmRule.fromAlarm(alarm, AlarmState.ALARM)),
      ),
    });
    siteDown.addAlarmAction(notify);
    siteDown.addOkAction(notify);
  }
}

/** Without CDK's permission per alarm: the function allows all of the platform's alarms. */
function invoke(target: IFunction): IAlarmAction {
  return { bind: () => ({ alarmActionArn: target.functionArn }) };
}
