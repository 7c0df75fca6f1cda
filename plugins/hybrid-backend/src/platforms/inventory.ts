import {
  HYBRID_TAGS,
  SITES,
  type Problem,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  alarmName,
  isAlarm,
  isListenerRule,
  isLoadBalancer,
  isTargetGroup,
} from '../aws/arns';
import type { TaggedResource } from '../aws/tagging';
import { readDefaultWeights } from '../aws/rule/defaultWeights';
import { readService as readServiceName, readSite } from '../aws/rule/tags';
import type { SiteTargetGroups } from '../aws/rule/weights';
import { readDataInventory, type DataInventory } from './dataInventory';

/** What the tags say about one service. */
export interface ServiceInventory {
  name: string;
  ruleArn: string;
  /** All tags of the rule: who may operate it, holds, what automation did. */
  ruleTags: Record<string, string>;
  /** Absent when the service's target groups are not one per site; see `problem`. */
  targetGroups?: SiteTargetGroups;
  /** Absent when nobody knows them; only what needs them is prevented by that. */
  defaultWeights?: Weights;
  /** Why they are not known. */
  defaultWeightsProblem?: Problem;
  alarmNames: string[];
  /** Why the service cannot be shown or shifted. */
  problem?: Problem;
}

/** What the tags say about a platform. */
export interface Inventory {
  services: ServiceInventory[];
  loadBalancerArns: string[];
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
      .filter(service => service !== undefined)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    loadBalancerArns: arnsThat(isLoadBalancer),
    data: readDataInventory(resources),
  };
}

function readService(
  name: string,
  parts: TaggedResource[],
): ServiceInventory | undefined {
  const rules = parts
    .filter(({ arn }) => isListenerRule(arn))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  if (rules.length === 0) return undefined;

  const groups = parts.filter(({ arn }) => isTargetGroup(arn));
  const bySite = new Map(
    SITES.map(site => [
      site,
      groups.filter(({ tags }) => readSite(tags) === site),
    ]),
  );
  const problems: Problem[] = [];
  if (rules.length > 1) {
    problems.push(
      notHybrid(
        `The service '${name}' has ${rules.length} tagged listener rules, but must have one`,
        `Keep the tag '${HYBRID_TAGS.service}' = '${name}' on one of: ${rules
          .map(({ arn }) => arn)
          .join(', ')}.`,
      ),
    );
  }
  for (const [site, tagged] of bySite) {
    if (tagged.length !== 1) problems.push(notOneGroup(name, site, tagged));
  }
  const groupOf = (site: Site) => bySite.get(site)![0];
  const complete = SITES.every(site => bySite.get(site)!.length === 1);

  return {
    name,
    ruleArn: rules[0].arn,
    ruleTags: rules[0].tags,
    ...(complete && {
      targetGroups: {
        'on-prem': groupOf('on-prem').arn,
        aws: groupOf('aws').arn,
      },
      ...readDefaultWeights({
        'on-prem': groupOf('on-prem'),
        aws: groupOf('aws'),
      }),
    }),
    alarmNames: parts
      .map(({ arn }) => arn)
      .filter(isAlarm)
      .map(alarmName)
      .sort(),
    ...(problems.length > 0 && { problem: problems[0] }),
  };
}

function notOneGroup(
  name: string,
  site: Site,
  tagged: TaggedResource[],
): Problem {
  return notHybrid(
    `The service '${name}' has ${tagged.length} target groups tagged '${HYBRID_TAGS.site}' = '${site}', but must have one`,
    `Tag exactly one target group with '${HYBRID_TAGS.service}' = '${name}' and '${HYBRID_TAGS.site}' = '${site}'.`,
  );
}

function notHybrid(message: string, remedy: string): Problem {
  return { code: 'rule-not-hybrid', message: `${message}.`, remedy };
}
