import type {
  Action,
  Rule,
  TargetGroupTuple,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  sharesOf,
  SITES,
  type Problem,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The ARN of each site's target group. */
export type SiteTargetGroups = Record<Site, string>;

/** Weights read off a rule, or why they cannot be. */
export type ReadWeights =
  | {
      weights: Weights;
      /** The weights of target groups of neither site, in all: what is not the service's to move. */
      elsewhere: number;
      /** Seconds for which the load balancer's cookie keeps a client at its target group. */
      stickySeconds?: number;
      problem?: undefined;
    }
  | { weights?: undefined; problem: Problem };

/** The percentage that a rule sends to target groups of neither site. */
export function elsewhereShare({
  weights,
  elsewhere,
}: {
  weights: Weights;
  elsewhere: number;
}): number {
  const shares = sharesOf(weights, elsewhere);
  return elsewhere === 0 ? 0 : 100 - shares['on-prem'] - shares.aws;
}

/** The ARNs of the target groups that a rule forwards to, whatever their weights. */
export function forwardedGroups(rule: Rule): string[] {
  return (rule.Actions ?? [])
    .filter(isForward)
    .flatMap(targetGroupsOf)
    .map(({ TargetGroupArn }) => TargetGroupArn!);
}

/**
 * The weights of the two sites on a rule. A group that is not on the rule has no traffic:
 * somebody took it off, as some do with a group of weight 0. A rule that forwards to neither
 * group is not ours to change, whatever its tags say.
 */
export function readWeights(rule: Rule, groups: SiteTargetGroups): ReadWeights {
  const forwards = (rule.Actions ?? []).filter(isForward);
  if (forwards.length !== 1) return { problem: notOneForward(rule, forwards) };
  const tuples = targetGroupsOf(forwards[0]);
  const weights = {} as Weights;
  let found = 0;
  for (const site of SITES) {
    const matching = tuples.filter(
      ({ TargetGroupArn }) => TargetGroupArn === groups[site],
    );
    if (matching.length > 1) {
      return {
        problem: notHybrid(
          rule,
          `forwards to ${matching.length} target groups of the site '${site}', but must forward to one`,
        ),
      };
    }
    found += matching.length;
    // ELB counts a group without a number as 1, and so it has traffic.
    weights[site] = matching.length === 0 ? 0 : matching[0].Weight ?? 1;
  }
  const elsewhere = tuples
    .filter(({ TargetGroupArn: arn }) => SITES.every(s => groups[s] !== arn))
    .reduce((sum, { Weight }) => sum + (Weight ?? 1), 0);
  return found === 0
    ? { problem: forwardsToNeither(rule) }
    : { weights, elsewhere, ...stickiness(forwards[0]) };
}

/**
 * The rule's actions with new weights for the two sites and nothing else changed:
 * authentication, order, stickiness and further target groups stay as they are. A group that
 * is not on the rule comes back on it when it is to have traffic, and only then.
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
        TargetGroups: reweigh(targetGroupsOf(action), groups, weights),
      },
    };
  });
}

/** What is wrong with a rule that gives traffic to neither site. */
export function forwardsToNeither(rule: Rule): Problem {
  const forwards = (rule.Actions ?? []).filter(isForward);
  return forwards.length === 1
    ? notHybrid(rule, 'forwards to the target group of neither site')
    : notOneForward(rule, forwards);
}

function reweigh(
  tuples: TargetGroupTuple[],
  groups: SiteTargetGroups,
  weights: Weights,
): TargetGroupTuple[] {
  const absent = SITES.filter(
    site =>
      !tuples.some(({ TargetGroupArn }) => TargetGroupArn === groups[site]),
  );
  // A forward to neither is not ours.
  const missing =
    absent.length < SITES.length
      ? absent.filter(site => weights[site] > 0)
      : [];
  return [
    ...tuples.map(tuple => {
      const site = SITES.find(s => groups[s] === tuple.TargetGroupArn);
      return site ? { ...tuple, Weight: weights[site] } : tuple;
    }),
    ...missing.map(site => ({
      TargetGroupArn: groups[site],
      Weight: weights[site],
    })),
  ];
}

function isForward(action: Action): boolean {
  return action.Type === 'forward';
}

/** A forward to one group may be given without a list. */
function targetGroupsOf(action: Action): TargetGroupTuple[] {
  const groups = action.ForwardConfig?.TargetGroups ?? [];
  if (groups.length > 0) return groups;
  return action.TargetGroupArn
    ? [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }]
    : [];
}

function stickiness({ ForwardConfig }: Action): { stickySeconds?: number } {
  const { Enabled, DurationSeconds } =
    ForwardConfig?.TargetGroupStickinessConfig ?? {};
  return Enabled ? { stickySeconds: DurationSeconds } : {};
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

function notOneForward(rule: Rule, { length }: Action[]): Problem {
  return notHybrid(rule, `has ${length} forward actions, but must have one`);
}

function notHybrid(rule: Rule, what: string): Problem {
  return {
    code: 'rule-not-hybrid',
    message: `The listener rule ${rule.RuleArn} ${what}.`,
    remedy:
      "Put the rule's forward action back, to the service's target groups with the weights that you want, in the AWS console or by 'aws elbv2 modify-rule'. Deploying the platform repository again does not undo what was changed by hand.",
  };
}
