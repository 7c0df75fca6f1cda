import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  HYBRID_TAGS,
  sameWeights,
  SITES,
  type Problem,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  readDefaultWeights,
  type DefaultWeights,
} from '../aws/rule/defaultWeights';
import { differingEntityTags, type EntityTag } from '../aws/rule/entityTag';
import {
  mergeMoves,
  movesOfRule,
  type SeenMove,
} from '../aws/rule/automationHistory';
import { holdTexts, mergeRuleTags } from '../aws/rule/tags';
import {
  forwardedGroups,
  forwardsToNeither,
  readWeights,
  type SiteTargetGroups,
} from '../aws/rule/weights';
import { groupsFor, loadBalancerOf } from './groupsFor';
import type { ServiceInventory } from './inventory';
import { MAKE_SERVICE_AGAIN } from './remedies';

/** One listener rule that routes a service, as AWS describes it. */
export interface ServiceRule {
  arn: string;
  /** Protocol and port of its listener; looked up only where a service has several rules. */
  listener?: string;
  targetGroups: SiteTargetGroups;
  weights: Weights;
  /** ALB weight (0–999 each) that the rule gives to target groups of neither site, in all. */
  elsewhere: number;
  /** Seconds for which the load balancer's cookie keeps a client at its target group. */
  stickySeconds?: number;
}

/** A rule that forwards to no target group: a redirect to HTTPS, a page of a maintenance. */
export interface IdleRule {
  arn: string;
  /** Protocol and port of its listener; absent where they are not known. */
  listener?: string;
  /** What it does with a request, as AWS calls it, such as `redirect`. */
  action: string;
}

/** A service as its rules and their tags say. */
export interface ServiceState {
  name: string;
  /** The rules that can be operated: one or more, unless there is a problem. */
  rules: ServiceRule[];
  /**
   * Rules beside them that give traffic to neither site, whatever weights a shift sets: they
   * are shown, and else left out, with their tags. Absent where there are none.
   */
  idleRules?: IdleRule[];
  /** Its rules that are there, or that the tag index lists if none is; at least one. */
  ruleArns: string[];
  /** The tags that say whose each rule is; only where the rules do not have the same. */
  entityTags?: EntityTag[];
  /** What the tags of all its rules say together. */
  ruleTags: Record<string, string>;
  /** The texts of the holds on its rules, where they are not all the same. */
  holdTexts?: string[];
  /** What automation moved, as the tags of its rules tell, the oldest first; absent if nothing. */
  moves?: SeenMove[];
  /** Absent when nobody knows them; only what needs them is prevented by that. */
  defaultWeights?: Weights;
  /** Why they are not known. */
  defaultWeightsProblem?: Problem;
  /** Those of the first rule; absent when there is a problem. See `diverged`. */
  weights?: Weights;
  /** The rules do not have the same weights. */
  diverged?: true;
  alarmNames: string[];
  /** Why the service cannot be shown or shifted. */
  problem?: Problem;
}

/** How a listed rule was found to be: as described, or why it is not known. */
export type RuleReading = Rule | 'gone' | Problem;

/** What is true of a service that the index lists: what its rules forward to has the say. */
export function readService(
  listed: ServiceInventory,
  describe: (ruleArn: string) => RuleReading,
  /** The load balancer of each group that any rule forwards to. */
  usedBy: ReadonlyMap<string, string> = new Map(),
): ServiceState {
  const { name, alarmNames } = listed;
  const found = listed.rules.map(rule => ({
    ...rule,
    reading: describe(rule.arn),
  }));
  const there = found.filter(({ reading }) => reading !== 'gone');
  const forwarding = there.filter(({ reading }) => !isIdle(reading));
  // Of a service of which no rule forwards, each is as odd as the others.
  const existing = forwarding.length > 0 ? forwarding : there;
  const idle = there.filter(rule => !existing.includes(rule)).map(toIdleRule);
  // The tags of a service whose rules are all gone still tell whose it was.
  const named = existing.length > 0 ? existing : found;
  const { rules, problem } = readRules(listed, existing, usedBy);
  const entityTags = differingEntityTags(named);
  const moves = mergeMoves(
    named.map(({ arn, tags }) =>
      movesOfRule(tags, rules.find(rule => rule.arn === arn)?.weights),
    ),
  );
  const texts = holdTexts(named.map(({ tags }) => tags));
  return {
    name,
    rules,
    ...(idle.length > 0 && { idleRules: idle }),
    ruleArns: named.map(({ arn }) => arn),
    ruleTags: mergeRuleTags(named.map(({ tags }) => tags)),
    ...(texts.length > 1 && { holdTexts: texts }),
    ...(entityTags && { entityTags }),
    ...(moves.length > 0 && { moves }),
    ...defaultWeightsOf(listed, rules),
    alarmNames,
    ...(problem ? { problem } : weightsOf(rules)),
  };
}

/** The weights of a service's rules, as a plan takes them. */
export function routesOf({ rules }: Pick<ServiceState, 'rules'>) {
  return rules.map(({ arn, weights, elsewhere, stickySeconds }) => ({
    id: arn,
    weights,
    elsewhere,
    ...(stickySeconds && { stickySeconds }),
  }));
}

function readRules(
  listed: ServiceInventory,
  existing: { arn: string; reading: RuleReading }[],
  usedBy: ReadonlyMap<string, string>,
): { rules: ServiceRule[]; problem?: Problem } {
  if (existing.length === 0) return { rules: [], problem: gone(listed) };
  const groupsOfOthers = (arn: string) =>
    existing.flatMap(other =>
      other.arn !== arn && isRule(other.reading)
        ? [forwardedGroups(other.reading)]
        : [],
    );
  const read = existing.map(({ arn, reading }) =>
    isRule(reading)
      ? readRule(arn, reading, listed, {
          otherRules: groupsOfOthers(arn),
          isElsewhere: group =>
            (usedBy.get(group) ?? loadBalancerOf(arn)) !== loadBalancerOf(arn),
        })
      : { problem: reading },
  );
  const rules = read.filter(each => !('problem' in each)) as ServiceRule[];
  const [problem] = read.flatMap(each =>
    'problem' in each ? each.problem : [],
  );
  return { rules, ...(problem && { problem: problem as Problem }) };
}

function weightsOf([first, ...others]: ServiceRule[]): {
  weights: Weights;
  diverged?: true;
} {
  const { weights } = first;
  const diverged = others.some(other => !sameWeights(other.weights, weights));
  return { weights, ...(diverged && { diverged }) };
}

function isRule(reading: RuleReading): reading is Rule {
  return reading !== 'gone' && 'RuleArn' in reading;
}

function isIdle(reading: RuleReading): boolean {
  return isRule(reading) && forwardedGroups(reading).length === 0;
}

function toIdleRule({
  arn,
  reading,
}: {
  arn: string;
  reading: RuleReading;
}): IdleRule {
  const actions = isRule(reading) ? reading.Actions ?? [] : [];
  return { arn, action: actions[actions.length - 1]?.Type ?? 'none' };
}

function readRule(
  arn: string,
  rule: Rule,
  listed: ServiceInventory,
  by: Parameters<typeof groupsFor>[3],
): ServiceRule | { problem: Problem } {
  const forwarded = forwardedGroups(rule);
  const isOurs = SITES.some(site =>
    listed.targetGroups[site].some(group => forwarded.includes(group.arn)),
  );
  // Where it forwards is what is wrong with it then, whatever groups there are.
  const areTagged = SITES.every(site => listed.targetGroups[site].length > 0);
  if (isIdle(rule) || (!isOurs && areTagged)) {
    return { problem: forwardsToNeither(rule) };
  }
  const arnsAt = (site: Site) =>
    listed.targetGroups[site].map(group => group.arn);
  const tagged = { 'on-prem': arnsAt('on-prem'), aws: arnsAt('aws') };
  const targetGroups = {} as SiteTargetGroups;
  for (const site of SITES) {
    const candidates = groupsFor(site, tagged, forwarded, by);
    if (candidates.length !== 1) {
      return { problem: notOneGroup(listed.name, site, candidates) };
    }
    targetGroups[site] = candidates[0];
  }
  const { problem, ...read } = readWeights(rule, targetGroups);
  return problem
    ? { problem }
    : ({ arn, targetGroups, ...read } as ServiceRule);
}

/** By the groups of all rules, which must agree. */
function defaultWeightsOf(
  { name, targetGroups }: ServiceInventory,
  rules: ServiceRule[],
): Partial<DefaultWeights> {
  const groupOf = (rule: ServiceRule, site: Site) =>
    targetGroups[site].find(({ arn }) => arn === rule.targetGroups[site])!;
  const [first, ...others] = rules.map(rule =>
    readDefaultWeights({
      'on-prem': groupOf(rule, 'on-prem'),
      aws: groupOf(rule, 'aws'),
    }),
  );
  if (!first?.defaultWeights) return first ?? {};
  for (const other of others) {
    if (!other.defaultWeights) return other;
    if (!sameWeights(first.defaultWeights, other.defaultWeights)) {
      return { defaultWeightsProblem: defaultsDiffer(name) };
    }
  }
  return first;
}

function gone({ name, rules }: ServiceInventory): Problem {
  const [what, it] =
    rules.length === 1
      ? [`the listener rule ${rules[0].arn}`, 'it']
      : [`${rules.length} listener rules`, 'them'];
  return {
    code: 'service-not-found',
    message: `AWS lists ${what} for the service '${name}', but does not know ${it} any more: deleted resources stay in the tag index for some time.`,
    remedy: `Wait some minutes if it was just deleted or replaced. If the service should be there, ${MAKE_SERVICE_AGAIN}`,
  };
}

function notOneGroup(
  name: string,
  site: Site,
  { length }: { length: number },
): Problem {
  return {
    code: 'rule-not-hybrid',
    message: `The service '${name}' has ${length} target groups tagged '${HYBRID_TAGS.site}' = '${site}', but must have one for each of its listener rules.`,
    remedy: `Tag exactly one target group that the rule forwards to with '${HYBRID_TAGS.service}' = '${name}' and '${HYBRID_TAGS.site}' = '${site}'.`,
  };
}

function defaultsDiffer(name: string): Problem {
  return {
    code: 'rule-not-hybrid',
    message: `The default weights are not known, so there is no reset: the target groups of the rules of '${name}' have different tags '${HYBRID_TAGS.defaultWeight}'.`,
    remedy: `Set the same tags '${HYBRID_TAGS.defaultWeight}' on the target groups of each of its rules. Until then shift to the weights that you want.`,
  };
}
