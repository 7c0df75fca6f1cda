import type { Config, PlatformConfig } from '../lib/config';
import { HEAD_START_MINUTES, earlier } from '../lib/schedule/hours';

export interface CostLine {
  kind: string;
  count: number;
  unit: string;
  perMonth: number;
}

const HOURS_PER_MONTH = 730;
const HOURS_PER_WEEK = 168;

/**
 * List prices of us-east-1 in US dollars, to compare kinds with each other: other Regions are
 * up to a third dearer, and the AWS Pricing Calculator has today's. Sizes are those of the
 * defaults.
 */
const PER_HOUR = {
  cluster: 0.1,
  systemNode: 0.1008,
  natGateway: 0.045,
  endpointPerZone: 0.01,
  loadBalancer: 0.0225,
  vpn: 0.05,
  transitGatewayAttachment: 0.05,
  database: 0.065,
  replicationInstance: 0.073,
  replicationCapacityUnit: 0.083,
};
const PER_MONTH = {
  alarm: 0.1,
  compositeAlarm: 0.5,
  key: 1,
  secret: 0.4,
  zone: 0.5,
  healthCheck: 0.75,
  dashboard: 3,
};

/** What is paid for being there, whether it is used or not. */
export function costTable({ platform, services }: Config): CostLine[] {
  const { network, availabilityZones, cluster, data, vpn, dns } = platform;
  const lines: CostLine[] = [];
  const hourly = (
    kind: string,
    count: number,
    price: number,
    hours = HOURS_PER_MONTH,
  ) =>
    lines.push({
      kind,
      count,
      unit: `${price} $/h`,
      perMonth: count * price * hours,
    });
  const monthly = (kind: string, count: number, price: number) =>
    lines.push({
      kind,
      count,
      unit: `${price} $/month`,
      perMonth: count * price,
    });

  const { open, week } = nodeHours(platform);
  hourly('EKS control plane', 1, PER_HOUR.cluster);
  hourly(
    `System nodes (${cluster.systemNodes.instanceType})`,
    cluster.systemNodes.count,
    PER_HOUR.systemNode,
    (HOURS_PER_MONTH * open) / week,
  );
  hourly('NAT gateways', network.natGateways, PER_HOUR.natGateway);
  hourly(
    'Interface endpoints',
    2 * availabilityZones.length,
    PER_HOUR.endpointPerZone,
  );
  hourly('Load balancer', 1, PER_HOUR.loadBalancer);
  hourly('VPN connection', 1, PER_HOUR.vpn);
  if (vpn.gateway === 'tgw') {
    hourly('Transit gateway attachments', 2, PER_HOUR.transitGatewayAttachment);
  }
  hourly(
    `Database (${data.database.instanceClass})`,
    data.database.multiAz ? 2 : 1,
    PER_HOUR.database,
  );
  if (data.replication?.enabled) {
    if (data.replication.mode === 'serverless') {
      hourly('Replication, at least', 1, PER_HOUR.replicationCapacityUnit);
    } else {
      hourly(
        `Replication (${data.replication.instanceClass})`,
        1,
        PER_HOUR.replicationInstance,
      );
    }
  }
  const surges = services.filter(
    s => s.alarms.requestSurge !== undefined,
  ).length;
  monthly('Alarms', 3 * services.length + surges + 10, PER_MONTH.alarm);
  monthly('Composite alarms', services.length + 1, PER_MONTH.compositeAlarm);
  monthly('KMS key', 1, PER_MONTH.key);
  monthly('Secrets', data.replication?.enabled ? 5 : 3, PER_MONTH.secret);
  if (!dns.hostedZone) monthly('Hosted zone', 1, PER_MONTH.zone);
  monthly('Health check', 1, PER_MONTH.healthCheck);
  monthly('Dashboard', 1, PER_MONTH.dashboard);
  return lines;
}

/** Hours a week in which nodes run, of all there are. */
export function nodeHours({ schedule }: PlatformConfig): {
  open: number;
  week: number;
} {
  if (schedule.mode === 'always-on') {
    return { open: HOURS_PER_WEEK, week: HOURS_PER_WEEK };
  }
  const hours = (time: string) => {
    const [hour, minute] = time.split(':').map(Number);
    return hour + minute / 60;
  };
  const first = hours(earlier(schedule.start, HEAD_START_MINUTES));
  return {
    open: (hours(schedule.stop) - first) * schedule.days.length,
    week: HOURS_PER_WEEK,
  };
}
