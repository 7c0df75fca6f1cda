import type { App } from 'aws-cdk-lib';
import { ClusterStack } from './cluster/cluster-stack';
import type { Config } from './config';
import { DataStack } from './data/data-stack';
import { DeliveryStack } from './delivery/delivery-stack';
import { DnsStack } from './dns/dns-stack';
import { namesOf } from './dns/zone-stack';
import { FailoverStack } from './failover/failover-stack';
import { NetworkStack } from './network/network-stack';
import { DashboardStack } from './observability/dashboard-stack';
import { NotificationsStack } from './observability/notifications-stack';
import { ScheduleStack } from './schedule/schedule-stack';
import { TrafficStack } from './traffic/traffic-stack';
import { VpnStack } from './vpn/vpn-stack';

/**
 * Wires the stacks together; who needs what decides the order in which they deploy. Traffic
 * does not need the cluster, so that a cluster that fails takes no rule with it.
 */
export function buildPlatform(app: App, config: Config): void {
  const { deploy, schedule } = config.platform;

  const { topic, key } = new NotificationsStack(app, 'Notifications', config);
  const network = new NetworkStack(app, 'Network', config);
  const { vpc } = network;
  const { zone, certificate } = namesOf(app, config, network);
  const { vpnId } = new VpnStack(app, 'Vpn', config, { vpc, topic });
  new DataStack(app, 'Data', config, { vpc, topic });
  const traffic = new TrafficStack(app, 'Traffic', config, {
    vpc,
    certificate,
  });
  const cluster = new ClusterStack(app, 'Cluster', config, { vpc, traffic });
  new FailoverStack(app, 'Failover', config, { traffic, topic });
  new DnsStack(app, 'Dns', config, { zone, alb: traffic.loadBalancer.alb });
  new DashboardStack(app, 'Dashboard', config, { traffic, vpnId });
  if (schedule.mode === 'office-hours') {
    new ScheduleStack(app, 'Schedule', config, {
      topic,
      topicKey: key,
      hours: schedule,
    }).addStackDependency(cluster);
  }
  if (deploy.githubRepository) {
    new DeliveryStack(app, 'Delivery', config, {
      repository: deploy.githubRepository,
    });
  }
}
