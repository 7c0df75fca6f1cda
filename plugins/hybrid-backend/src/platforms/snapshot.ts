import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import {
  SITES,
  type AlarmStatus,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { targetGroupDimension } from '../aws/arns';
import type { DataInventory } from './dataInventory';
import type { Description } from './describe';
import type { Inventory } from './inventory';
import { readHostAlarms, type HostAlarms } from './hostAlarms';
import { readService, type ServiceState } from './service';

/** One service at the time of the snapshot. */
export interface ServiceSnapshot extends ServiceState {
  alarms: AlarmStatus[];
  /** Since when alarms on having no healthy host ring, by site, as ISO times. */
  hostAlarms?: HostAlarms['ringSince'];
  /** What those alarms tell of the sites. */
  toldByAlarm?: HostAlarms['told'];
}

/** A platform at one time: what the cheap, bounded calls tell. Plain JSON, for the cache. */
export interface Snapshot {
  takenAt: string;
  services: ServiceSnapshot[];
  loadBalancerArns: string[];
  data: DataInventory;
}

/** Puts together what the calls answered. */
export function assembleSnapshot(
  inventory: Inventory,
  description: Pick<Description, 'of'>,
  alarms: MetricAlarm[],
  takenAt: Date,
): Snapshot {
  const alarmsByName = new Map(alarms.map(alarm => [alarm.AlarmName, alarm]));
  return {
    takenAt: takenAt.toISOString(),
    loadBalancerArns: inventory.loadBalancerArns,
    data: inventory.data,
    services: inventory.services.map(listed => {
      const service = readService(listed, description.of);
      const own = service.alarmNames
        .map(name => alarmsByName.get(name))
        .filter(alarm => alarm !== undefined);
      const { ringSince, told } = readHostAlarms(own, alarm =>
        siteOf(alarm, service),
      );
      return {
        ...service,
        alarms: own.map(alarm => toAlarmStatus(alarm, service)),
        ...(Object.keys(ringSince).length > 0 && { hostAlarms: ringSince }),
        ...(Object.keys(told).length > 0 && { toldByAlarm: told }),
      };
    }),
  };
}

function toAlarmStatus(alarm: MetricAlarm, service: ServiceState): AlarmStatus {
  const site = siteOf(alarm, service);
  return {
    name: alarm.AlarmName!,
    state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
    ...(site && { site }),
    ...(alarm.AlarmDescription && { description: alarm.AlarmDescription }),
    ...(alarm.StateReason && { reason: alarm.StateReason }),
    ...(alarm.StateUpdatedTimestamp && {
      since: alarm.StateUpdatedTimestamp.toISOString(),
    }),
  };
}

/** The site whose target group the alarm watches; a composite alarm, and metric math, have none. */
function siteOf(alarm: MetricAlarm, { rules }: ServiceState): Site | undefined {
  const watched = alarm.Dimensions?.find(({ Name }) => Name === 'TargetGroup');
  if (!watched) return undefined;
  return SITES.find(site =>
    rules.some(
      ({ targetGroups }) =>
        targetGroupDimension(targetGroups[site]) === watched.Value,
    ),
  );
}
