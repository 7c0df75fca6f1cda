import {
  HYBRID_TAGS,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ServiceRule } from '../platforms/service';
import type { ServiceSnapshot } from '../platforms/snapshot';

const RULES =
  'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:listener-rule';

/** A rule of the service on one of the platform's load balancers. */
export function serviceRule(
  name: string,
  weights: Weights,
  changes: Partial<ServiceRule> = {},
): ServiceRule {
  return {
    arn: `${RULES}/app/shop/1/2/${name}`,
    targetGroups: { 'on-prem': `${name}-on-prem`, aws: `${name}-aws` },
    weights,
    elsewhere: 0,
    ...changes,
  };
}

/** A service of one rule with 40 and 60 for its weights and its default weights. */
export function serviceSnapshot(
  changes: Partial<ServiceSnapshot> = {},
): ServiceSnapshot & { weights: Weights } {
  const { name = 'cart', weights = { 'on-prem': 40, aws: 60 } } = changes;
  const rules = changes.rules ?? [serviceRule(name, weights)];
  return {
    name,
    rules,
    ruleArns: rules.map(({ arn }) => arn),
    ruleTags: { [HYBRID_TAGS.entity]: `component:default/${name}` },
    defaultWeights: { 'on-prem': 40, aws: 60 },
    alarmNames: [],
    alarms: [],
    ...changes,
    weights,
  };
}
