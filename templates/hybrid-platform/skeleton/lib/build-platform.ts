import type { App } from 'aws-cdk-lib';
import type { Config } from './config';
import { ClusterStack } from './cluster/cluster-stack';
import { DataStack } from './data/data-stack';
import { DnsStack } from './dns/dns-stack';
import { ZoneStack } from './dns/zone-stack';
import { FailoverStack } from './failover/failover-stack';
import { NetworkStack } from './network/network-stack';
import { NotificationsStack } from './observability/notifications-stack';
import { ScheduleStack } from './schedule/schedule-stack';
import { TrafficStack } from './traffic/traffic-stack';
import { VpnStack } from './vpn/vpn-stack';

/** Wires the stacks together; who needs what decides the order in which they deploy. */
export function buildPlatform(app: App, config: Config) {
  const { topic, key: topicKey } = new NotificationsStack(
    app,
    'Notifications',
    config,
  );
  const { vpc } = new NetworkStack(app, 'Network', config);
  const { zone, certificate } = new ZoneStack(app, 'Zone', config);
  new VpnStack(app, 'Vpn', config, { vpc, topic });
  new DataStack(app, 'Data', config, { vpc, topic });
  const traffic = new TrafficStack(app, 'Traffic', config, {
    vpc,
    certificate,
  });
  const cluster = new ClusterStack(app, 'Cluster', config, { vpc, traffic });
  new FailoverStack(app, 'Failover', config, { traffic, topic });
  new DnsStack(app, 'Dns', config, { zone, alb: traffic.loadBalancer.alb });
  const { schedule } = config.platform;
  if (schedule.mode === 'office-hours') {
    const hours = schedule;
    new ScheduleStack(app, 'Schedule', config, {
      topic,
      topicKey,
      hours,
    }).addStackDependency(cluster);
  }
}
