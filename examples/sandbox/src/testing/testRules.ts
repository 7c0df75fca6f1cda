import { naming, SITES, type Site } from '../engine/naming';
import { entrancesOf } from '../engine/world/loadBalancer';
import {
  forwardOf,
  replaceRules,
  rulesOf,
  siteGroupArns,
  weightsOfRule,
  type ReplacedRule,
} from '../engine/world/rules';
import type { Rule, World } from '../model';

type Weights = Record<Site, number>;

/** What a test sees of a service's listener rules, and does to them. */
export interface TestRules {
  /** Of the service's first rule, also after it was deleted. */
  ruleArn(service: string): string;
  /** Of all of the service's rules: one for each listener that it is on. */
  ruleArns(service: string): string[];
  /** The weights on the first rule, or on another one by its number; 0 off the rule. */
  weights(service: string, rule?: number): Weights;
  /** Sets the weights of all of the service's rules, or of one by its number. */
  setWeights(service: string, weights: Weights, rule?: number): void;
  /** Sets a tag of all of the service's rules or of one, or removes it. */
  setRuleTag(
    service: string,
    key: string,
    value: string | undefined,
    rule?: number,
  ): void;
  /** A tag of the first rule, or of another one by its number. */
  ruleTag(service: string, key: string, rule?: number): string | undefined;
  /** Turns target group stickiness on for so many seconds, or off. */
  setStickiness(service: string, seconds: number | undefined): void;
  /**
   * Replaces the service's rules, as a deployment does that cannot change them in place: the
   * same conditions, actions and tags under new ARNs, and the old ARNs are gone.
   */
  replaceRule(service: string): ReplacedRule[];
}

/** The rules of a world. */
export function testRules(world: World): TestRules {
  const replaced = new Map<string, string>();
  const newest = (arn: string): string => {
    const next = replaced.get(arn);
    return next === undefined ? arn : newest(next);
  };
  const ruleArns = (service: string) => {
    const { rules } = world.loadBalancing;
    const made = entrancesOf(world).map(entrance =>
      newest(naming(world).entrance(entrance).ruleArn(service)),
    );
    // A test may have replaced them by calls to AWS: then their tags tell.
    const tagged = rulesOf(world, service).map(({ arn }) => arn);
    return made.some(arn => rules.has(arn)) || tagged.length === 0
      ? made
      : tagged;
  };
  const ruleArn = (service: string, rule = 0) => ruleArns(service)[rule]!;
  const rulesOfTest = (service: string, rule?: number): Rule[] =>
    (rule === undefined ? ruleArns(service) : [ruleArn(service, rule)]).map(
      arn => world.loadBalancing.rules.get(arn)!,
    );
  const forward = (rule: Rule) => {
    const found = forwardOf(rule);
    if (!found) throw new Error('no forward action');
    return found;
  };

  /** What a rule says of a site; nobody can tell when its group was taken off. */
  const groupOf = (rule: Rule, service: string, site: Site) => {
    const arns = siteGroupArns(world, service, site);
    const found = forward(rule).targetGroups.find(({ arn }) =>
      arns.includes(arn),
    );
    if (!found) throw new Error(`the rule has no target group of ${site}`);
    return found;
  };

  return {
    ruleArn: service => ruleArn(service),
    ruleArns,
    weights(service, rule = 0) {
      const [found] = rulesOfTest(service, rule);
      return weightsOfRule(world, service, found);
    },
    setWeights(service, weights, rule) {
      for (const each of rulesOfTest(service, rule)) {
        for (const site of SITES) {
          groupOf(each, service, site).weight = weights[site];
        }
      }
    },
    setRuleTag(service, key, value, rule) {
      const arns =
        rule === undefined ? ruleArns(service) : [ruleArn(service, rule)];
      for (const arn of arns) {
        const tags = world.tags.get(arn)!;
        if (value === undefined) tags.delete(key);
        else tags.set(key, value);
      }
    },
    ruleTag: (service, key, rule) =>
      world.tags.get(ruleArn(service, rule))!.get(key),
    setStickiness(service, seconds) {
      for (const rule of rulesOfTest(service)) {
        forward(rule).stickiness =
          seconds === undefined
            ? { enabled: false }
            : { enabled: true, durationSeconds: seconds };
      }
    },
    replaceRule(service) {
      const done = replaceRules(world, service);
      for (const { from, to } of done) replaced.set(from, to);
      return done;
    },
  };
}
