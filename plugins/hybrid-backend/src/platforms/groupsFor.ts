import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { forwardedGroups } from '../aws/rule/weights';

/*
 * The platform's own Lambdas decide alike, by code of their own: both are tested with the table
 * `lambda/testing/cases/routes.ts` of the generated repository.
 */

/** The ARNs of the target groups that are tagged with a service, by their site. */
export type TaggedGroups = Readonly<Record<Site, readonly string[]>>;

/**
 * Of several groups of a site a rule is served by the one that it forwards to. One that was
 * taken off the rule has no traffic, and comes back with the weights: it is the one that another
 * rule has beside the same group of the other site, or one that no other rule has and no other
 * load balancer, which could not share it; and of several the one whose name says so.
 */
export function groupsFor(
  site: Site,
  tagged: TaggedGroups,
  forwarded: readonly string[],
  by: {
    /** What each other rule of the service forwards to. */
    otherRules: readonly (readonly string[])[];
    /** Whether a rule of another load balancer forwards to the group. */
    isElsewhere(groupArn: string): boolean;
  },
): string[] {
  const used = tagged[site].filter(arn => forwarded.includes(arn));
  if (used.length > 0) return used;
  const otherSite = site === 'aws' ? 'on-prem' : 'aws';
  const partners = tagged[otherSite].filter(arn => forwarded.includes(arn));
  const beside = by.otherRules.filter(groups =>
    groups.some(arn => partners.includes(arn)),
  );
  const shared = tagged[site].filter(arn =>
    beside.some(groups => groups.includes(arn)),
  );
  if (shared.length > 0) return shared;
  const free = tagged[site].filter(
    arn =>
      !by.otherRules.some(groups => groups.includes(arn)) &&
      !by.isElsewhere(arn),
  );
  const names = partners.map(arn => otherName(arn, otherSite, site));
  const named = free.filter(arn => names.includes(nameOf(arn)));
  return free.length > 1 && named.length === 1 ? named : free;
}

/** `app/x/1` of a rule's ARN: its load balancer. */
export function loadBalancerOf(ruleArn: string): string {
  const [, path = ruleArn] = ruleArn.split(':listener-rule/');
  return path.split('/').slice(0, 3).join('/');
}

/** The load balancer of each group that one of the rules forwards to. */
export function loadBalancersOfGroups(
  rules: readonly Rule[],
): ReadonlyMap<string, string> {
  return new Map(
    rules.flatMap(rule =>
      forwardedGroups(rule).map((arn): [string, string] => [
        arn,
        loadBalancerOf(rule.RuleArn!),
      ]),
    ),
  );
}

function nameOf(groupArn: string): string {
  const [, path = groupArn] = groupArn.split(':targetgroup/');
  return path.split('/')[0];
}

/** The groups of a service are named alike, but for the site: `shop-cart-aws`. */
function otherName(groupArn: string, from: Site, to: Site): string {
  const name = nameOf(groupArn);
  const at = name.lastIndexOf(from);
  return at < 0 ? name : name.slice(0, at) + to + name.slice(at + from.length);
}
