import type {
  Action,
  TargetGroupTuple,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { SITES, type PerSite, type Weights } from './sites';

export const FORWARDS_TO_NEITHER =
  "the rule does not forward to the service's on-prem or aws target group: somebody changed its actions; put the forward action back";

/**
 * The weights that a rule's forward action gives to the service's two target groups. One that
 * is not on the rule has none: somebody took it off. A rule with neither is not the service's.
 */
export function weightsOf(
  actions: readonly Action[],
  groupArns: Partial<PerSite<string>>,
): Weights {
  const groups = groupsOf(forwardAction(actions, groupArns));
  const weight = (arn: string | undefined) => {
    const group = groups.find(({ TargetGroupArn }) => TargetGroupArn === arn);
    // ELB counts a group without a number as 1, and so it has traffic.
    return arn === undefined || !group ? 0 : group.Weight ?? 1;
  };
  return {
    'on-prem': weight(groupArns['on-prem']),
    aws: weight(groupArns.aws),
  };
}

/**
 * The same actions with other weights, as ModifyRule wants them: the entire list, with
 * everything that is not one of the two weights kept as it was read. A group that is not on
 * the rule comes back on it when it is to have traffic, and only then.
 */
export function withWeights(
  actions: readonly Action[],
  groupArns: PerSite<string>,
  weights: Weights,
): Action[] {
  const target = forwardAction(actions, groupArns);
  return actions.map(action => {
    if (action.AuthenticateOidcConfig) {
      // DescribeRules never returns the secret, and ModifyRule refuses to do without.
      const { ClientSecret: _, ...config } = action.AuthenticateOidcConfig;
      return {
        ...action,
        AuthenticateOidcConfig: { ...config, UseExistingClientSecret: true },
      };
    }
    if (action !== target) return action;
    // The short form names one group only and would contradict the list.
    const { TargetGroupArn: _, ...rest } = action;
    const groups = groupsOf(action);
    const missing = SITES.filter(
      site =>
        weights[site] > 0 &&
        !groups.some(group => group.TargetGroupArn === groupArns[site]),
    );
    return {
      ...rest,
      ForwardConfig: {
        ...action.ForwardConfig,
        TargetGroups: [
          ...groups.map(group => {
            const site = SITES.find(
              each => groupArns[each] === group.TargetGroupArn,
            );
            return site ? { ...group, Weight: weights[site] } : group;
          }),
          ...missing.map(site => ({
            TargetGroupArn: groupArns[site],
            Weight: weights[site],
          })),
        ],
      },
    };
  });
}

/** The groups that an action forwards to; one may be named without a list. */
export function groupsOf(action: Action | undefined): TargetGroupTuple[] {
  const groups = action?.ForwardConfig?.TargetGroups ?? [];
  if (groups.length > 0) return groups;
  return action?.TargetGroupArn
    ? [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }]
    : [];
}

/** The one action that forwards, to a group of the service among others. */
function forwardAction(
  actions: readonly Action[],
  groupArns: Partial<PerSite<string>>,
): Action {
  const forwards = actions.filter(({ Type }) => Type === 'forward');
  const arns = groupsOf(forwards[0]).map(group => group.TargetGroupArn);
  const own = SITES.map(site => groupArns[site]).filter(
    arn => arn !== undefined && arns.includes(arn),
  );
  if (forwards.length !== 1 || own.length === 0) {
    throw new Error(FORWARDS_TO_NEITHER);
  }
  if (new Set(arns).size < arns.length) {
    throw new Error('the rule forwards to a target group more than once');
  }
  return forwards[0];
}
