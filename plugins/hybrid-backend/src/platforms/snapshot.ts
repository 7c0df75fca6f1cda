import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import {
  SITES,
  type AlarmStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { targetGroupDimension } from '../aws/arns';
import type { DataInventory } from './dataInventory';
import type { Description } from './describe';
import type { Inventory } from './inventory';
import { readService, type ServiceState } from './service';

/** One service at the time of the snapshot. */
export interface ServiceSnapshot extends ServiceState {
  alarms: AlarmStatus[];
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
      return {
        ...service,
        alarms: service.alarmNames
          .map(name => alarmsByName.get(name))
          .filter(alarm => alarm !== undefined)
          .map(alarm => toAlarmStatus(alarm, service)),
      };
    }),
  };
}

function toAlarmStatus(
  alarm: MetricAlarm,
  { rules }: ServiceState,
): AlarmStatus {
  const watched = alarm.Dimensions?.find(({ Name }) => Name === 'TargetGroup');
  const site = SITES.find(s =>
    rules.some(
      ({ targetGroups }) =>
        targetGroupDimension(targetGroups[s]) === watched?.Value,
    ),
  );
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
