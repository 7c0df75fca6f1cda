import {
  HYBRID_TAGS,
  SITES,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Rule, World } from '@hybrid-platform/sandbox';
import type { Targets } from './types';

/** What a sandbox has of a service now. */
export interface ServiceTruth {
  /** Of each of its rules, by the listener that it is on. */
  weights: Map<string, Weights>;
  targets: Record<Site, Targets>;
}

/** Reads all services off the world itself, without asking the product or AWS's wire. */
export function readServices(world: World): Map<string, ServiceTruth> {
  const services = new Map<string, ServiceTruth>();
  for (const rule of world.loadBalancing.rules.values()) {
    const service = world.tags.get(rule.arn)?.get(HYBRID_TAGS.service);
    if (service === undefined) continue;
    const { 'on-prem': onPrem, aws } = groupsOf(world, rule);
    const known = services.get(service) ?? {
      weights: new Map(),
      // Its rules forward to the same target groups.
      targets: { 'on-prem': onPrem.targets, aws: aws.targets },
    };
    known.weights.set(rule.listenerArn, {
      'on-prem': onPrem.weight,
      aws: aws.weight,
    });
    services.set(service, known);
  }
  return services;
}

/** What a rule forwards to of each site, by the tags of the target groups. */
function groupsOf(world: World, rule: Rule) {
  const groups = {
    'on-prem': { weight: 0, targets: { healthy: 0, total: 0 } },
    aws: { weight: 0, targets: { healthy: 0, total: 0 } },
  };
  for (const action of rule.actions) {
    if (action.type !== 'forward') continue;
    for (const { arn, weight } of action.targetGroups) {
      const tag = world.tags.get(arn)?.get(HYBRID_TAGS.site);
      const site = SITES.find(each => each === tag);
      if (!site) continue;
      const targets = world.loadBalancing.targetGroups.get(arn)?.targets ?? [];
      groups[site] = {
        weight,
        targets: {
          healthy: targets.filter(({ state }) => state === 'healthy').length,
          total: targets.length,
        },
      };
    }
  }
  return groups;
}
