import type { TargetGroup, World } from '../model';
import { SITES, type Site } from './naming';
import { TAGS } from './tags';
import { forwardOf } from './world/rules';

/** Where targets are: at a site, or in a target group that belongs to neither. */
export type Place = Site | `group:${string}`;

/** What a target group serves, and where its targets are. */
export interface Part {
  service: string;
  place: Place;
}

/**
 * By its tags. A group that has none, as one that a controller made, serves the service whose
 * rule forwards to it.
 */
export function partOf(world: World, group: TargetGroup): Part {
  const tags = world.tags.get(group.arn);
  const site = SITES.find(each => each === tags?.get(TAGS.site));
  return {
    service: tags?.get(TAGS.service) ?? serviceThatForwards(world, group.arn),
    place: site ?? `group:${group.name}`,
  };
}

function serviceThatForwards(world: World, groupArn: string): string {
  for (const rule of world.loadBalancing.rules.values()) {
    const groups = forwardOf(rule)?.targetGroups ?? [];
    const service = world.tags.get(rule.arn)?.get(TAGS.service);
    if (service && groups.some(({ arn }) => arn === groupArn)) return service;
  }
  return '';
}
