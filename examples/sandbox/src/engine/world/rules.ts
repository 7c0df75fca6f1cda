import type { Rule, RuleAction, World } from '../../model';
import { hex, naming, type Site } from '../naming';
import { TAGS } from '../tags';
import { entrancesOf } from './loadBalancer';

/** The action of a rule that forwards to target groups. */
export type Forward = Extract<RuleAction, { type: 'forward' }>;

/** The services that have a listener rule. */
export function serviceNames(world: World): string[] {
  return [...rulesByService(world).keys()];
}

/** Every service's rules, those of the platform's own listener first. */
export function rulesByService(world: World): Map<string, Rule[]> {
  const order = entrancesOf(world).map(
    entrance => naming(world).entrance(entrance).listenerArn,
  );
  const found = new Map<string, Rule[]>();
  for (const rule of world.loadBalancing.rules.values()) {
    const service = world.tags.get(rule.arn)?.get(TAGS.service);
    if (service === undefined) continue;
    const rules = found.get(service);
    if (rules) rules.push(rule);
    else found.set(service, [rule]);
  }
  const place = ({ listenerArn }: Rule) => order.indexOf(listenerArn);
  for (const rules of found.values()) {
    if (rules.length > 1) rules.sort((a, b) => place(a) - place(b));
  }
  return found;
}

/** A service's rules, that of the platform's own listener first. */
export function rulesOf(world: World, service: string): Rule[] {
  return rulesByService(world).get(service) ?? [];
}

/** What a rule forwards to; nothing when it answers by itself. */
export function forwardOf(rule: Rule | undefined): Forward | undefined {
  return rule?.actions.find(
    (action): action is Forward => action.type === 'forward',
  );
}

/**
 * The weights that a service has now, of its first rule where it has several. A group that is
 * not on the rule has 0.
 */
export function weightsOf(world: World, service: string): Record<Site, number> {
  const { ruleArn } = naming(world);
  const rule =
    // Nearly always it has the ARN that it was made with; only otherwise it is looked for.
    world.loadBalancing.rules.get(ruleArn(service)) ??
    rulesOf(world, service)[0];
  return weightsOfRule(world, service, rule);
}

/** The weights of a service's sites on one of its rules. */
export function weightsOfRule(
  world: World,
  service: string,
  rule: Rule | undefined,
): Record<Site, number> {
  const groups = forwardOf(rule)?.targetGroups ?? [];
  const weight = (site: Site) => {
    const arns = siteGroupArns(world, service, site);
    return groups.find(({ arn }) => arns.includes(arn))?.weight ?? 0;
  };
  return { 'on-prem': weight('on-prem'), aws: weight('aws') };
}

/** The target groups of a service's part of a site, one for each load balancer. */
export function siteGroupArns(
  world: World,
  service: string,
  site: Site,
): string[] {
  const arns = entrancesOf(world).map(entrance =>
    naming(world).entrance(entrance).targetGroupArn(service, site),
  );
  return [...new Set(arns)];
}

/** What became of a rule: the same conditions, actions and tags under another ARN. */
export interface ReplacedRule {
  from: string;
  to: string;
}

/**
 * Replaces each rule of a service, as CloudFormation or Terraform does when a property cannot
 * be changed in place: there is a new one, and the old one is gone.
 */
export function replaceRules(world: World, service: string): ReplacedRule[] {
  return rulesOf(world, service).map(({ arn: from }) => {
    const { rules } = world.loadBalancing;
    const to = from.replace(/[^/]+$/, hex(`${from}/replaced`));
    rules.set(to, { ...structuredClone(rules.get(from)!), arn: to });
    rules.delete(from);
    const tags = new Map(world.tags.get(from));
    world.tags.delete(from);
    world.tags.set(to, tags);
    return { from, to };
  });
}
