import {
  HYBRID_TAGS,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Rule, World } from '@hybrid-platform/sandbox';
import type { Targets } from './types';

/** What a sandbox has of a service now. */
export interface ServiceTruth {
  service: string;
  weights: Weights;
  targets: Record<Site, Targets>;
}

/** Reads it off the world itself, without asking the product or AWS's wire. */
export function readServices(world: World): ServiceTruth[] {
  return [...world.loadBalancing.rules.values()].flatMap(rule => {
    const service = world.tags.get(rule.arn)?.get(HYBRID_TAGS.service);
    if (service === undefined) return [];
    const groups = groupsOf(world, rule);
    return [
      {
        service,
        weights: {
          'on-prem': groups['on-prem'].weight,
          aws: groups.aws.weight,
        },
        targets: { 'on-prem': groups['on-prem'], aws: groups.aws },
      },
    ];
  });
}

/** What a rule forwards to of each site, by the tags of the target groups. */
function groupsOf(world: World, rule: Rule) {
  const groups = {
    'on-prem': { weight: 0, healthy: 0, total: 0 },
    aws: { weight: 0, healthy: 0, total: 0 },
  };
  for (const action of rule.actions) {
    if (action.type !== 'forward') continue;
    for (const { arn, weight } of action.targetGroups) {
      const site = world.tags.get(arn)?.get(HYBRID_TAGS.site) as Site;
      const targets = world.loadBalancing.targetGroups.get(arn)?.targets ?? [];
      groups[site] = {
        weight,
        healthy: targets.filter(({ state }) => state === 'healthy').length,
        total: targets.length,
      };
    }
  }
  return groups;
}
