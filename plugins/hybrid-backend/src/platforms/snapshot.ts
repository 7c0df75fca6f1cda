import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  SITES,
  type AlarmStatus,
  type Problem,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { listenerOfRule, targetGroupDimension } from '../aws/arns';
import type { PlatformAws } from '../aws/PlatformAws';
import { readWeights } from '../aws/rule/weights';
import type { DataInventory } from './dataInventory';
import { type Inventory, type ServiceInventory } from './inventory';

/** One service at the time of the snapshot. */
export interface ServiceSnapshot extends ServiceInventory {
  /** The weights set on the rule; absent when there is a `problem`. */
  weights?: Weights;
  alarms: AlarmStatus[];
}

/** A platform at one time: what the cheap, bounded calls tell. Plain JSON, for the cache. */
export interface Snapshot {
  takenAt: string;
  services: ServiceSnapshot[];
  loadBalancerArns: string[];
  data: DataInventory;
}

/** The rules of all listeners that the services are on: one call for up to 400 of one. */
export async function readRules(
  aws: PlatformAws,
  { services }: Inventory,
): Promise<Rule[]> {
  const listeners = unique(
    services.map(({ ruleArn }) => listenerOfRule(ruleArn)),
  );
  const rules = await Promise.all(listeners.map(arn => aws.rules(arn)));
  return rules.flat();
}

/** Puts together what the calls answered. */
export function assembleSnapshot(
  inventory: Inventory,
  rules: Rule[],
  alarms: MetricAlarm[],
  takenAt: Date,
): Snapshot {
  const rulesByArn = new Map(rules.map(rule => [rule.RuleArn, rule]));
  const alarmsByName = new Map(alarms.map(alarm => [alarm.AlarmName, alarm]));
  return {
    takenAt: takenAt.toISOString(),
    loadBalancerArns: inventory.loadBalancerArns,
    data: inventory.data,
    services: inventory.services.map(service => ({
      ...service,
      ...weightsOf(service, rulesByArn.get(service.ruleArn)),
      alarms: service.alarmNames
        .map(name => alarmsByName.get(name))
        .filter(alarm => alarm !== undefined)
        .map(alarm => toAlarmStatus(alarm, service)),
    })),
  };
}

function weightsOf(
  service: ServiceInventory,
  rule: Rule | undefined,
): { weights?: Weights; problem?: Problem } {
  if (service.problem || !service.targetGroups) return {};
  if (!rule) {
    return {
      problem: {
        code: 'service-not-found',
        message: `The listener rule ${service.ruleArn} of the service '${service.name}' is tagged but does not exist.`,
        remedy:
          'Wait a minute if it was just deleted or replaced; otherwise deploy the platform repository again.',
      },
    };
  }
  return readWeights(rule, service.targetGroups);
}

function toAlarmStatus(
  alarm: MetricAlarm,
  service: ServiceInventory,
): AlarmStatus {
  const watched = alarm.Dimensions?.find(({ Name }) => Name === 'TargetGroup');
  const site = SITES.find(
    s =>
      service.targetGroups &&
      targetGroupDimension(service.targetGroups[s]) === watched?.Value,
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

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
