import type { PlatformConfig, ServiceConfig } from '../platformConfig';
import type { Alarm, AnyAlarm, MetricId, World } from '../../model';
import { arnSuffix, naming, SITES, type Entrance, type Site } from '../naming';
import { TAGS } from '../tags';
import { tag } from './tagging';

type AlarmSettings = Omit<
  Alarm,
  'name' | 'arn' | 'state' | 'stateReason' | 'stateUpdated'
>;

/**
 * The service's alarms. Those of a site's health use Maximum, so that a VPN connection that
 * changes tunnels within a minute does not move traffic, and treat missing data as bad news.
 */
export function applyAlarms(
  world: World,
  platform: PlatformConfig,
  service: ServiceConfig,
): void {
  const wanted = new Map<string, AlarmSettings>();
  for (const site of SITES) {
    wanted.set(
      unhealthyAlarmName(world, service.name, site),
      unhealthy(world, platform, service.name, site),
    );
  }
  const threshold = service.alarms.requestSurge;
  if (threshold !== undefined) {
    wanted.set(
      surgeAlarmName(world, service.name),
      surge(world, service.name, threshold),
    );
  }
  for (const alarm of metricAlarmsOf(world, service.name)) {
    if (!wanted.has(alarm.name)) removeAlarm(world, alarm);
  }
  for (const [name, settings] of wanted) {
    const existing = world.alarms.alarms.get(name);
    if (existing) {
      Object.assign(existing, settings);
      continue;
    }
    const arn = naming(world).alarmArn(name);
    world.alarms.alarms.set(name, {
      name,
      arn,
      ...settings,
      state: 'INSUFFICIENT_DATA',
      stateReason: 'Unchecked: Initial alarm creation',
      stateUpdated: world.now(),
    });
    tag(world, arn, { [TAGS.service]: service.name });
  }
  applyDark(world, service.name);
}

/** Every alarm that the service's CDK construct made. */
export function alarmsOf(world: World, service: string): AnyAlarm[] {
  const { composites } = world.alarms;
  return [
    ...metricAlarmsOf(world, service),
    ...[composites.get(darkAlarmName(world, service))].filter(
      alarm => alarm !== undefined,
    ),
  ];
}

/** Takes a service's alarms away. */
export function removeAlarms(world: World, service: string): void {
  for (const alarm of alarmsOf(world, service)) removeAlarm(world, alarm);
}

function metricAlarmsOf(world: World, service: string): Alarm[] {
  return [
    ...SITES.map(site => unhealthyAlarmName(world, service, site)),
    surgeAlarmName(world, service),
  ].flatMap(name => world.alarms.alarms.get(name) ?? []);
}

/** Both sites at once: an alarm on the alarms of the sites. */
function applyDark(world: World, service: string): void {
  const name = darkAlarmName(world, service);
  const { alarmArn } = naming(world);
  world.alarms.putComposite({
    name,
    arn: alarmArn(name),
    description: `No healthy target of ${service} on either site`,
    rule: `(${SITES.map(
      site => `ALARM("${alarmArn(unhealthyAlarmName(world, service, site))}")`,
    ).join(' AND ')})`,
    actionsEnabled: true,
    alarmActions: [],
    okActions: [],
  });
  tag(world, alarmArn(name), { [TAGS.service]: service });
}

/** The metric of a site's target group at an entrance, with the dimensions that AWS gives it. */
export function targetGroupMetric(
  world: World,
  service: string,
  site: Site,
  name: string,
  entrance: Entrance = 'https',
): MetricId {
  const names = naming(world).entrance(entrance);
  return {
    namespace: 'AWS/ApplicationELB',
    name,
    dimensions: {
      LoadBalancer: arnSuffix(names.loadBalancerArn),
      TargetGroup: arnSuffix(names.targetGroupArn(service, site)),
    },
  };
}

function darkAlarmName(world: World, service: string) {
  return `${world.platformId}-${service}-dark`;
}

function unhealthyAlarmName(world: World, service: string, site: Site) {
  return `${world.platformId}-${service}-${site}-unhealthy`;
}

function surgeAlarmName(world: World, service: string) {
  return `${world.platformId}-${service}-request-surge`;
}

function unhealthy(
  world: World,
  platform: PlatformConfig,
  service: string,
  site: Site,
): AlarmSettings {
  const names = naming(world);
  const acts = site === 'on-prem' && platform.failover.detection !== 'watchdog';
  return {
    description: `No healthy target of ${service} on ${site}`,
    metric: targetGroupMetric(world, service, site, 'HealthyHostCount'),
    statistic: 'Maximum',
    period: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparison: 'LessThanThreshold',
    treatMissingData: 'breaching',
    actionsEnabled: true,
    alarmActions: acts ? [names.functionArn('increase-aws-traffic')] : [],
    okActions: acts ? [names.functionArn('reset-default-traffic')] : [],
  };
}

function surge(
  world: World,
  service: string,
  threshold: number,
): AlarmSettings {
  return {
    description: `More than ${threshold} requests per minute for ${service}`,
    metric: targetGroupMetric(world, service, 'aws', 'RequestCount'),
    alsoSum: [targetGroupMetric(world, service, 'on-prem', 'RequestCount')],
    statistic: 'Sum',
    period: 60,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    threshold,
    comparison: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
    actionsEnabled: true,
    alarmActions: [],
    okActions: [],
  };
}

function removeAlarm(world: World, alarm: AnyAlarm): void {
  world.alarms.alarms.delete(alarm.name);
  world.alarms.removeComposite(alarm.name);
  world.tags.delete(alarm.arn);
}
