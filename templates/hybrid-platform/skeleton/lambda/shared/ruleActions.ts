import type {
  Action,
  ForwardActionConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { SITES, type PerSite, type Weights } from './sites';

/** The weights that a rule's forward action gives to the service's two target groups. */
export function weightsOf(
  actions: readonly Action[],
  groupArns: PerSite<string>,
): Weights {
  const groups = forwardConfig(actions, groupArns).TargetGroups ?? [];
  const weight = (arn: string) =>
    // AWS always says the weight; 1 keeps a silent answer from looking like "no traffic".
    groups.find(group => group.TargetGroupArn === arn)?.Weight ?? 1;
  return {
    'on-prem': weight(groupArns['on-prem']),
    aws: weight(groupArns.aws),
  };
}

/**
 * The same actions with other weights, as ModifyRule wants them: the entire list, with
 * everything that is not one of the two weights kept as it was read.
 */
export function withWeights(
  actions: readonly Action[],
  groupArns: PerSite<string>,
  weights: Weights,
): Action[] {
  const target = forwardConfig(actions, groupArns);
  const siteOf = (arn?: string) => SITES.find(site => groupArns[site] === arn);

  return actions.map(action => {
    if (action.AuthenticateOidcConfig) {
      // DescribeRules never returns the secret, and ModifyRule refuses to do without.
      const { ClientSecret: _, ...config } = action.AuthenticateOidcConfig;
      return {
        ...action,
        AuthenticateOidcConfig: { ...config, UseExistingClientSecret: true },
      };
    }
    if (action.ForwardConfig !== target) return action;
    // The short form names one group only and would contradict the list.
    const { TargetGroupArn: _, ...rest } = action;
    return {
      ...rest,
      ForwardConfig: {
        ...target,
        TargetGroups: target.TargetGroups?.map(group => {
          const site = siteOf(group.TargetGroupArn);
          return site ? { ...group, Weight: weights[site] } : group;
        }),
      },
    };
  });
}

function forwardConfig(
  actions: readonly Action[],
  groupArns: PerSite<string>,
): ForwardActionConfig {
  const config = actions.find(
    action => action.Type === 'forward',
  )?.ForwardConfig;
  const missing = SITES.filter(
    site =>
      !config?.TargetGroups?.some(
        group => group.TargetGroupArn === groupArns[site],
      ),
  );
  if (!config || missing.length > 0) {
    throw new Error(
      `the rule does not forward to the service's ${missing.join(
        ' and ',
      )} target group: both sites must be in one forward action`,
    );
  }
  return config;
}
