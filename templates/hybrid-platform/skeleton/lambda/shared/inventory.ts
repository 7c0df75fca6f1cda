import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  forwardedGroups,
  isIdle,
  listenerOfRule,
  ruleOf,
  type ListenerRules,
} from './listeners';
import { FORWARDS_TO_NEITHER, weightsOf } from './ruleActions';
import {
  groupsFor,
  loadBalancerOf,
  loadBalancersOfGroups,
  type TaggedGroups,
} from './groupsFor';
import type { Route, Service } from './service';
import {
  FAILED_OVER_WEIGHTS,
  SITES,
  sameWeights,
  type PerSite,
  type Site,
  type Weights,
} from './sites';
import {
  TAGS,
  parseAutomation,
  parseDefaultWeights,
  parseService,
  parseSite,
} from './tags';

/** A resource as the tag query finds it. */
export interface TaggedResource {
  arn: string;
  tags: Record<string, string>;
}

export interface Inventory {
  services: Service[];
  /** Rules that cannot be protected, and why; others of the same service may be. */
  problems: { service: string; problem: string }[];
  /** Services whose rules are all listed and unknown to ELB: they were deleted. */
  gone: string[];
  /** Rules that forward nowhere, beside others of their service that do: they stay as they are. */
  idle: { service: string; ruleArn: string }[];
}

/** Puts together what belongs together; anything else that the platform owns is left out. */
export function buildInventory(
  resources: readonly TaggedResource[],
  listeners: ListenerRules,
): Inventory {
  const rules = new Map<string, TaggedResource[]>();
  const groups = new Map<string, TaggedResource[]>();
  for (const resource of resources) {
    const service = parseService(resource.tags[TAGS.service]);
    if (!service) continue;
    if (isRule(resource.arn)) add(rules, service, resource);
    else if (isTargetGroup(resource.arn)) add(groups, service, resource);
  }

  const inventory: Inventory = {
    services: [],
    problems: [],
    gone: [],
    idle: [],
  };
  for (const [service, listed] of rules) {
    const existing = listed
      .filter(({ arn }) => exists(arn, listeners))
      .sort((a, b) => (a.arn < b.arn ? -1 : 1));
    if (existing.length === 0) {
      inventory.gone.push(service);
      continue;
    }
    const forwarding = existing.filter(
      ({ arn }) => !isKnownIdle(arn, listeners),
    );
    const routed = forwarding.length > 0 ? forwarding : existing;
    inventory.idle.push(
      ...existing
        .filter(rule => !routed.includes(rule))
        .map(({ arn: ruleArn }) => ({ service, ruleArn })),
    );
    const read = readService(
      service,
      routed,
      groups.get(service) ?? [],
      listeners,
    );
    inventory.problems.push(
      ...read.problems.map(problem => ({ service, problem })),
    );
    if (read.routes.length > 0) {
      const { routes, defaults, movedByAutomation } = read;
      inventory.services.push({ service, routes, defaults, movedByAutomation });
    }
  }
  return inventory;
}

function readService(
  service: string,
  rules: TaggedResource[],
  tagged: TaggedResource[],
  listeners: ListenerRules,
) {
  const forwarded = new Map(
    rules.map(({ arn }) => [
      arn,
      forwardedGroups(ruleOf(arn, listeners) ?? {}),
    ]),
  );
  const groups = {
    'on-prem': groupsAt('on-prem', tagged),
    aws: groupsAt('aws', tagged),
  };
  const usedBy = loadBalancersOfGroups(
    [...listeners.values()].flatMap(each => (Array.isArray(each) ? each : [])),
  );
  const routes: Route[] = [];
  const problems = new Set<string>();
  for (const { arn: ruleArn } of rules) {
    const otherRules = rules.flatMap(({ arn }) =>
      arn === ruleArn ? [] : [forwarded.get(arn)!],
    );
    const own = loadBalancerOf(ruleArn);
    const rule = ruleOf(ruleArn, listeners);
    const found =
      rule && forwardsToNeither(rule, tagged)
        ? FORWARDS_TO_NEITHER
        : groupsOfRule(groups, forwarded.get(ruleArn)!, {
            otherRules,
            isElsewhere: arn => (usedBy.get(arn) ?? own) !== own,
          });
    if (typeof found === 'string') problems.add(found);
    else routes.push({ service, ruleArn, groupArns: found });
  }
  return {
    routes,
    problems: [...problems],
    defaults: defaultsOf(routes, tagged),
    movedByAutomation:
      rules.some(({ tags }) => parseAutomation(tags[TAGS.automation])) ||
      routes.some(route => isFailedOver(route, listeners)),
  };
}

function groupsOfRule(
  groups: TaggedGroups,
  forwarded: readonly string[],
  by: Parameters<typeof groupsFor>[3],
): PerSite<string> | string {
  const found: Partial<PerSite<string>> = {};
  for (const site of SITES) {
    const candidates = groupsFor(site, groups, forwarded, by);
    if (candidates.length !== 1) return notOne(site, candidates.length);
    found[site] = candidates[0];
  }
  return found as PerSite<string>;
}

function groupsAt(site: Site, tagged: readonly TaggedResource[]): string[] {
  return tagged
    .filter(({ tags }) => parseSite(tags[TAGS.site]) === site)
    .map(({ arn }) => arn);
}

function notOne(site: Site, count: number): string {
  return `${count} target groups are tagged ${TAGS.site} = ${site}; it must be one for each rule`;
}

/** By the groups of all rules, which must agree. */
function defaultsOf(
  routes: readonly Route[],
  tagged: readonly TaggedResource[],
): Weights | undefined {
  const tag = (arn: string) =>
    tagged.find(group => group.arn === arn)!.tags[TAGS.defaultWeight];
  const [first, ...others] = routes.map(({ groupArns }) =>
    parseDefaultWeights({
      'on-prem': tag(groupArns['on-prem']),
      aws: tag(groupArns.aws),
    }),
  );
  return first && others.every(other => other && sameWeights(first, other))
    ? first
    : undefined;
}

/** The weights tell before the tag index does that automation may have moved the rule. */
function isFailedOver(
  { ruleArn, groupArns }: Route,
  listeners: ListenerRules,
): boolean {
  const actions = ruleOf(ruleArn, listeners)?.Actions;
  try {
    return (
      actions !== undefined &&
      sameWeights(weightsOf(actions, groupArns), FAILED_OVER_WEIGHTS)
    );
  } catch {
    return false;
  }
}

/** A rule of which nobody knows what it does may well be one that forwards. */
function isKnownIdle(arn: string, listeners: ListenerRules): boolean {
  const rule = ruleOf(arn, listeners);
  return rule !== undefined && isIdle(rule);
}

/** Of a service that has groups: where the rule forwards is what is wrong, not their number. */
function forwardsToNeither(
  rule: Rule,
  tagged: readonly TaggedResource[],
): boolean {
  const used = forwardedGroups(rule);
  return (
    SITES.every(site => groupsAt(site, tagged).length > 0) &&
    SITES.every(site => !groupsAt(site, tagged).some(arn => used.includes(arn)))
  );
}

/** A rule of a listener that could not be read is there as far as anybody knows. */
function exists(arn: string, listeners: ListenerRules): boolean {
  const rules = listeners.get(listenerOfRule(arn));
  return rules === 'unknown' || ruleOf(arn, listeners) !== undefined;
}

export const isRule = (arn: string) => arn.includes(':listener-rule/');
export const isListener = (arn: string) => arn.includes(':listener/');
export const isTargetGroup = (arn: string) => arn.includes(':targetgroup/');

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
