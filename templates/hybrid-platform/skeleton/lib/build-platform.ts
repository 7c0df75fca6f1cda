import type { App } from 'aws-cdk-lib';
import type { Config } from './config';
import { DataStack } from './data/data-stack';
import { ZoneStack } from './dns/zone-stack';
import { FailoverStack } from './failover/failover-stack';
import { NetworkStack } from './network/network-stack';
import { NotificationsStack } from './observability/notifications-stack';
import { TrafficStack } from './traffic/traffic-stack';
import { VpnStack } from './vpn/vpn-stack';

/** Wires the stacks together; who needs what decides the order in which they deploy. */
export function buildPlatform(app: App, config: Config) {
  const { topic } = new NotificationsStack(app, 'Notifications', config);
  const { vpc } = new NetworkStack(app, 'Network', config);
  const { zone, certificate } = new ZoneStack(app, 'Zone', config);
  new VpnStack(app, 'Vpn', config, { vpc, topic });
  new DataStack(app, 'Data', config, { vpc, topic });
  const traffic = new TrafficStack(app, 'Traffic', config, {
    vpc,
    certificate,
  });
  new FailoverStack(app, 'Failover', config, { traffic, topic });
  return { zone, traffic };
}
