import type {
  Action,
  Rule,
  TargetGroupTuple,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  SITES,
  type Problem,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The ARN of each site's target group. */
export type SiteTargetGroups = Record<Site, string>;

/** Weights read off a rule, or why they cannot be. */
export type ReadWeights =
  | { weights: Weights; problem?: undefined }
  | { weights?: undefined; problem: Problem };

/**
 * The weights of the two sites on a rule. A rule that does not forward to exactly one
 * target group per site is not ours to change, whatever its tags say.
 */
export function readWeights(rule: Rule, groups: SiteTargetGroups): ReadWeights {
  const forwards = (rule.Actions ?? []).filter(isForward);
  if (forwards.length !== 1) {
    return notHybrid(
      rule,
      `has ${forwards.length} forward actions, but must have one`,
    );
  }
  const tuples = targetGroupsOf(forwards[0]);
  const weights = {} as Weights;
  for (const site of SITES) {
    const matching = tuples.filter(
      ({ TargetGroupArn }) => TargetGroupArn === groups[site],
    );
    if (matching.length !== 1) {
      return notHybrid(
        rule,
        `forwards to ${matching.length} target groups of the site '${site}', but must forward to one`,
      );
    }
    weights[site] = matching[0].Weight ?? 1;
  }
  return { weights };
}

/**
 * The rule's actions with new weights for the two sites and nothing else changed:
 * authentication, order, stickiness and further target groups stay as they are.
 */
export function withWeights(
  rule: Rule,
  groups: SiteTargetGroups,
  weights: Weights,
): Action[] {
  return (rule.Actions ?? []).map(action => {
    if (!isForward(action)) return keepSecret(action);
    const { TargetGroupArn: _legacy, ...rest } = action;
    return {
      ...rest,
      ForwardConfig: {
        ...action.ForwardConfig,
        TargetGroups: targetGroupsOf(action).map(tuple => {
          const site = SITES.find(s => groups[s] === tuple.TargetGroupArn);
          return site ? { ...tuple, Weight: weights[site] } : tuple;
        }),
      },
    };
  });
}

function isForward(action: Action): boolean {
  return action.Type === 'forward';
}

/** A forward to one group may be given without a ForwardConfig. */
function targetGroupsOf(action: Action): TargetGroupTuple[] {
  if (action.ForwardConfig?.TargetGroups) {
    return action.ForwardConfig.TargetGroups;
  }
  return action.TargetGroupArn
    ? [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }]
    : [];
}

/** ELB never tells the client secret, and drops it unless told to go on using it. */
function keepSecret(action: Action): Action {
  if (!action.AuthenticateOidcConfig) return action;
  const { ClientSecret: _, ...config } = action.AuthenticateOidcConfig;
  return {
    ...action,
    AuthenticateOidcConfig: { ...config, UseExistingClientSecret: true },
  };
}

function notHybrid(rule: Rule, what: string): ReadWeights {
  return {
    problem: {
      code: 'rule-not-hybrid',
      message: `The listener rule ${rule.RuleArn} ${what}.`,
      remedy:
        'Deploy the platform repository again, so that the rule forwards to one tagged target group per site.',
    },
  };
}
