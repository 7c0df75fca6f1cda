import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancing, Rule, RuleAction } from '../../model';
import { AwsError } from '../../wire';
import { validationError } from './errors';
import { findAll, loadBalancersByTargetGroup } from './find';

type Forward = Extract<RuleAction, { type: 'forward' }>;

/**
 * Reads a forward action: one to five target groups with weights of 0 to 999.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ForwardActionConfig.html
 */
export function readForward(
  action: Action,
  order: number,
  rule: Rule,
  loadBalancing: LoadBalancing,
): Forward {
  const targetGroups = readTargetGroups(action);
  const arns = targetGroups.map(({ arn }) => arn);
  findAll(loadBalancing.targetGroups, arns, 'TargetGroupNotFound');
  refuseOtherLoadBalancers(arns, rule, loadBalancing);
  return {
    type: 'forward',
    order,
    targetGroups,
    stickiness: readStickiness(action),
  };
}

function readTargetGroups({ TargetGroupArn, ForwardConfig }: Action) {
  const groups = ForwardConfig?.TargetGroups ?? [];
  if (groups.length === 0) {
    if (TargetGroupArn) return [{ arn: TargetGroupArn, weight: 1 }];
    throw validationError(
      "You must specify a target group for an action of type 'forward'",
    );
  }
  if (
    TargetGroupArn &&
    (groups.length > 1 || groups[0]!.TargetGroupArn !== TargetGroupArn)
  ) {
    throw validationError(
      'If you specify both ForwardConfig and TargetGroupArn, you can specify only one target group using ForwardConfig, and it must be the same target group',
    );
  }
  if (groups.length > 5) {
    throw validationError(
      'A forward action can have a maximum of 5 target groups',
    );
  }
  const seen = new Set<string>();
  return groups.map(({ TargetGroupArn: arn = '', Weight = 1 }) => {
    if (!Number.isInteger(Weight) || Weight < 0 || Weight > 999) {
      throw validationError(
        `Weight '${Weight}' must be between 0 and 999 inclusive`,
      );
    }
    if (seen.has(arn)) {
      throw validationError(
        `Target group '${arn}' is specified more than once`,
      );
    }
    seen.add(arn);
    return { arn, weight: Weight };
  });
}

function readStickiness({ ForwardConfig }: Action): Forward['stickiness'] {
  const { Enabled = false, DurationSeconds } =
    ForwardConfig?.TargetGroupStickinessConfig ?? {};
  const inRange =
    DurationSeconds !== undefined &&
    Number.isInteger(DurationSeconds) &&
    DurationSeconds >= 1 &&
    DurationSeconds <= 604_800;
  if (DurationSeconds === undefined ? Enabled : !inRange) {
    throw validationError(
      'Target group stickiness duration must be between 1 and 604800 seconds',
    );
  }
  return { enabled: Enabled, durationSeconds: DurationSeconds };
}

function refuseOtherLoadBalancers(
  arns: string[],
  rule: Rule,
  loadBalancing: LoadBalancing,
) {
  const own = loadBalancing.listeners.get(rule.listenerArn)?.loadBalancerArn;
  const users = loadBalancersByTargetGroup(loadBalancing);
  const taken = arns.filter(arn => users.get(arn)?.some(user => user !== own));
  if (taken.length > 0) {
    throw new AwsError(
      'TargetGroupAssociationLimit',
      `The following target groups cannot be associated with more than one load balancer: ${taken.join(
        ', ',
      )}`,
    );
  }
}
