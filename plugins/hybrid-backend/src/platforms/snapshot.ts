import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import {
  SITES,
  type AlarmStatus,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { targetGroupDimension } from '../aws/arns';
import type { DataInventory } from './dataInventory';
import type { Inventory } from './inventory';
import { readHostAlarms, type HostAlarms } from './hostAlarms';
import type { KnownState, Unread } from './LastDescribed';
import type { ServiceState } from './service';

/** One service at the time of the snapshot. */
export interface ServiceSnapshot extends ServiceState {
  /** Why its rules are as they were before; what is newer than they are is not known. */
  unread?: Unread;
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
  /** Why the alarms are as they were before, or absent. */
  alarmsUnread?: Unread;
  loadBalancerArns: string[];
  data: DataInventory;
}

/** What CloudWatch told of the alarms. */
export interface AlarmReading {
  alarms: MetricAlarm[];
  unread?: Unread;
}

/** Puts together what the calls answered. */
export function assembleSnapshot(
  inventory: Pick<Inventory, 'loadBalancerArns' | 'data'>,
  services: KnownState[],
  { alarms, unread: alarmsUnread }: AlarmReading,
  takenAt: Date,
): Snapshot {
  const alarmsByName = new Map(alarms.map(alarm => [alarm.AlarmName, alarm]));
  return {
    takenAt: takenAt.toISOString(),
    loadBalancerArns: inventory.loadBalancerArns,
    data: inventory.data,
    ...(alarmsUnread && { alarmsUnread }),
    services: services.map(service => {
      const own = service.alarmNames
        .map(name => alarmsByName.get(name))
        .filter(alarm => alarm !== undefined);
      // One that was OK before nobody could ask says nothing of now; one that rang does.
      const telling = alarmsUnread
        ? own.filter(({ StateValue }) => StateValue === 'ALARM')
        : own;
      const { ringSince, told } = readHostAlarms(telling, alarm =>
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
