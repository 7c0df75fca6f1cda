import type {
  ListenerRuleStatus,
  ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { loadBalancerName } from '../aws/arns';
import { elsewhereShare } from '../aws/rule/weights';
import type { ServiceRule } from '../platforms/service';
import type { ServiceSnapshot } from '../platforms/snapshot';

/** What a service's status says of its rules, beside the weights of the first one. */
export function ruleStatus({
  rules,
  idleRules,
  diverged,
}: Pick<ServiceSnapshot, 'rules' | 'idleRules' | 'diverged'>): Pick<
  ServiceStatus,
  'diverged' | 'rules' | 'idleRules' | 'elsewhereShare' | 'stickinessSeconds'
> {
  const elsewhere = Math.max(0, ...rules.map(elsewhereShare));
  const sticky = Math.max(
    0,
    ...rules.map(({ stickySeconds = 0 }) => stickySeconds),
  );
  return {
    ...(diverged && { diverged }),
    ...(rules.length > 1 && { rules: rules.map(toStatus) }),
    ...(idleRules && {
      idleRules: idleRules.map(rule => ({
        ...rule,
        loadBalancer: loadBalancerName(rule.arn),
      })),
    }),
    ...(elsewhere > 0 && { elsewhereShare: elsewhere }),
    ...(sticky > 0 && { stickinessSeconds: sticky }),
  };
}

function toStatus(rule: ServiceRule): ListenerRuleStatus {
  const elsewhere = elsewhereShare(rule);
  return {
    arn: rule.arn,
    loadBalancer: loadBalancerName(rule.arn),
    ...(rule.listener && { listener: rule.listener }),
    weights: rule.weights,
    ...(elsewhere > 0 && { elsewhereShare: elsewhere }),
  };
}
