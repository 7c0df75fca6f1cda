import {
  SITES,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  alarmName,
  isAlarm,
  isListener,
  isListenerRule,
  isLoadBalancer,
  isTargetGroup,
} from '../aws/arns';
import { readService as readServiceName, readSite } from '../aws/rule/tags';
import type { TaggedResource } from '../aws/tagging';
import { readDataInventory, type DataInventory } from './dataInventory';

/**
 * What the tag index lists of one service. It is a hint: what is listed may be deleted, and
 * what was tagged a moment ago may be missing.
 */
export interface ServiceInventory {
  name: string;
  /** Its listener rules, at least one, in the order of their ARNs. */
  rules: TaggedResource[];
  targetGroups: Record<Site, TaggedResource[]>;
  alarmNames: string[];
}

/** What the tags say about a platform. */
export interface Inventory {
  services: ServiceInventory[];
  loadBalancerArns: string[];
  listenerArns: string[];
  data: DataInventory;
}

/** Reads a platform from the tags of its resources. */
export function readInventory(resources: TaggedResource[]): Inventory {
  const ofService = new Map<string, TaggedResource[]>();
  for (const resource of resources) {
    const service = readServiceName(resource.tags);
    if (!service) continue;
    const group = ofService.get(service);
    if (group) group.push(resource);
    else ofService.set(service, [resource]);
  }
  const arnsThat = (matches: (arn: string) => boolean) =>
    resources
      .map(({ arn }) => arn)
      .filter(matches)
      .sort();
  return {
    services: [...ofService]
      .map(([name, parts]) => readService(name, parts))
      .filter(({ rules }) => rules.length > 0)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    loadBalancerArns: arnsThat(isLoadBalancer),
    listenerArns: arnsThat(isListener),
    data: readDataInventory(resources),
  };
}

function readService(name: string, parts: TaggedResource[]): ServiceInventory {
  const inOrder = [...parts].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const groups = inOrder.filter(({ arn }) => isTargetGroup(arn));
  return {
    name,
    rules: inOrder.filter(({ arn }) => isListenerRule(arn)),
    targetGroups: Object.fromEntries(
      SITES.map(site => [
        site,
        groups.filter(({ tags }) => readSite(tags) === site),
      ]),
    ) as ServiceInventory['targetGroups'],
    alarmNames: inOrder
      .map(({ arn }) => arn)
      .filter(isAlarm)
      .map(alarmName),
  };
}
