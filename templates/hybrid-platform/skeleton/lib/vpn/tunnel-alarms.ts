import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { tunnelsOf, type PlatformConfig } from '../config';

interface TunnelAlarmsProps {
  platform: PlatformConfig;
  vpnId: string;
  topic: ITopic;
}

/**
 * TunnelState of a connection is 1 for a tunnel that is up. Over both tunnels the largest
 * says whether any is left, the average whether one is lost.
 */
export class TunnelAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { platform, vpnId, topic }: TunnelAlarmsProps,
  ) {
    super(scope, id);
    const alarm = (name: string, statistic: string, description: string) => {
      const action = new SnsAction(topic);
      const made = new Alarm(this, name, {
        alarmName: `${platform.id}-${name}`,
        alarmDescription: description,
        metric: new Metric({
          namespace: 'AWS/VPN',
          metricName: 'TunnelState',
          dimensionsMap: { VpnId: vpnId },
          statistic,
          period: Duration.minutes(1),
        }),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        treatMissingData: TreatMissingData.BREACHING,
      });
      made.addAlarmAction(action);
      made.addOkAction(action);
    };
    alarm('vpn-down', Stats.MAXIMUM, 'No tunnel to the on-prem site is up');
    // With one tunnel in use the other one is always down.
    if (tunnelsOf(platform).length === 2) {
      alarm(
        'vpn-tunnel-lost',
        Stats.AVERAGE,
        'One of the two tunnels is down: the next loss cuts the sites apart',
      );
    }
  }
}
