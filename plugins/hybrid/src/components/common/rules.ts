import {
  sameWeights,
  type ListenerRuleStatus,
  type ServiceStatus,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import type { Texts } from '../../translations/useTexts';
import { ruleShares, type Shares } from './shares';

/** What a rule is known by. */
type NamedRule = Pick<ListenerRuleStatus, 'arn' | 'loadBalancer' | 'listener'>;

/** Rules of a service that divide the requests alike. */
export interface RuleGroup {
  rules: ListenerRuleStatus[];
  weights: Weights;
  shares: Shares;
}

/**
 * Whether the rules disagree and nothing is about to set them right: a shift moves them one
 * after the other, so that they differ for a moment.
 */
export function isDiverged({
  diverged,
  activeShift,
}: Pick<ServiceStatus, 'diverged' | 'activeShift'>): boolean {
  return diverged === true && !activeShift;
}

/** The rules by what they do; one group where all agree, none where there is one rule. */
export function groupRules(
  rules: readonly ListenerRuleStatus[] = [],
): RuleGroup[] {
  const groups: RuleGroup[] = [];
  for (const rule of rules) {
    const known = groups.find(
      ({ rules: [first] }) =>
        sameWeights(first.weights, rule.weights) &&
        first.elsewhereShare === rule.elsewhereShare,
    );
    if (known) known.rules.push(rule);
    else {
      const { weights } = rule;
      groups.push({ rules: [rule], weights, shares: ruleShares(rule) });
    }
  }
  return groups;
}

/** Such as `shop HTTPS:443`, with its id where another rule is on the same listener. */
export function ruleName(rule: NamedRule, all: readonly NamedRule[]): string {
  const name = plainName(rule);
  const isAlone = all.every(
    other => other.arn === rule.arn || plainName(other) !== name,
  );
  return isAlone ? name : `${name} (${idOf(rule.arn)})`;
}

/** The name of a rule of which a plan tells only the ARN. */
export function ruleNameOf(
  arn: string,
  known: readonly ListenerRuleStatus[] = [],
): string {
  const rule = known.find(each => each.arn === arn);
  if (rule) return ruleName(rule, known);
  const [, loadBalancer] = arn.match(/:listener-rule\/app\/([^/]+)\//) ?? [];
  return loadBalancer ? `${loadBalancer} (${idOf(arn)})` : arn;
}

/** The share of a site in words; where rules differ, from the least to the most. */
export function siteShareInWords(
  t: Texts,
  site: Site,
  share: number,
  rules?: readonly ListenerRuleStatus[],
): string {
  const shares = groupRules(rules).map(group => group.shares[site]);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  return shares.length > 1 && least < most
    ? t('share.range', { from: formatShare(least), to: formatShare(most) })
    : formatShare(share);
}

function plainName({ loadBalancer, listener }: NamedRule): string {
  return listener ? `${loadBalancer} ${listener}` : loadBalancer;
}

function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
