import type { LoadBalancing } from '../../model';
import { notFound, validationError } from './errors';

const prefix = '^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:';

/** What each kind of resource is called, and what its ARN looks like. */
const kinds = {
  LoadBalancerNotFound: ['load balancer', new RegExp(`${prefix}loadbalancer/`)],
  ListenerNotFound: ['listener', new RegExp(`${prefix}listener/`)],
  RuleNotFound: ['listener rule', new RegExp(`${prefix}listener-rule/`)],
  TargetGroupNotFound: ['target group', new RegExp(`${prefix}targetgroup/`)],
} as const;

/** Refuses what is no ARN of that kind of resource. */
export function checkArn(arn: string, code: keyof typeof kinds): void {
  const [kind, pattern] = kinds[code];
  if (!pattern.test(arn)) {
    throw validationError(`'${arn}' is not a valid ${kind} ARN`);
  }
}

/** Looks up every ARN, or fails as ELBv2 does: with nothing but the first problem. */
export function findAll<T>(
  known: ReadonlyMap<string, T>,
  arns: string[],
  code: Parameters<typeof notFound>[0],
): T[] {
  return arns.map(arn => {
    const item = known.get(arn);
    if (item) return item;
    checkArn(arn, code);
    throw notFound(code);
  });
}

/** Which load balancers use each target group, by way of their listeners' rules. */
export function loadBalancersByTargetGroup({
  rules,
  listeners,
}: LoadBalancing): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const rule of rules.values()) {
    const loadBalancer = listeners.get(rule.listenerArn)?.loadBalancerArn;
    if (!loadBalancer) continue;
    for (const action of rule.actions) {
      if (action.type !== 'forward') continue;
      for (const { arn } of action.targetGroups) {
        const users = found.get(arn);
        if (users) users.add(loadBalancer);
        else found.set(arn, new Set([loadBalancer]));
      }
    }
  }
  return new Map([...found].map(([arn, users]) => [arn, [...users]]));
}

/** Whether any rule forwards to a group: cheap, as it is asked for one group after another. */
export function isUsed({ rules }: LoadBalancing, targetGroupArn: string) {
  for (const rule of rules.values()) {
    for (const action of rule.actions) {
      if (
        action.type === 'forward' &&
        action.targetGroups.some(({ arn }) => arn === targetGroupArn)
      ) {
        return true;
      }
    }
  }
  return false;
}
