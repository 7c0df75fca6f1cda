import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer } from './loadBalancer';
import type { Log } from './log';
import { isNotFound } from './notFound';
import { groupsOf } from './ruleActions';

/**
 * The rules of each listener as ELB describes them. The tag index is a hint: it lists what was
 * deleted, and misses what was made a moment ago. `unknown` where a listener could not be read.
 */
export type ListenerRules = ReadonlyMap<string, Rule[] | 'gone' | 'unknown'>;

/** `arn:…:listener-rule/app/x/1/2/3` → `arn:…:listener/app/x/1/2`. */
export function listenerOfRule(ruleArn: string): string {
  return ruleArn
    .replace(':listener-rule/', ':listener/')
    .replace(/\/[^/]+$/, '');
}

/** One call for each listener, or for each 400 rules of one. None stops the others. */
export async function describeListeners(
  arns: Iterable<string>,
  loadBalancer: Pick<LoadBalancer, 'readListener'>,
  log: Log,
): Promise<ListenerRules> {
  return new Map(
    await Promise.all(
      [...new Set(arns)].map(
        async (arn): Promise<[string, Rule[] | 'gone' | 'unknown']> => {
          try {
            return [arn, await loadBalancer.readListener(arn)];
          } catch (error) {
            if (isNotFound(error)) return [arn, 'gone'];
            log.warn('could not read a listener: using what the tags say', {
              listener: arn,
              error,
            });
            return [arn, 'unknown'];
          }
        },
      ),
    ),
  );
}

/** A rule as ELB describes it; undefined where it is gone, or not known. */
export function ruleOf(arn: string, listeners: ListenerRules) {
  const rules = listeners.get(listenerOfRule(arn));
  return Array.isArray(rules)
    ? rules.find(({ RuleArn }) => RuleArn === arn)
    : undefined;
}

/** The ARNs of the target groups that a rule forwards to, whatever their weights. */
export function forwardedGroups({
  Actions = [],
}: Pick<Rule, 'Actions'>): string[] {
  return Actions.filter(({ Type }) => Type === 'forward')
    .flatMap(groupsOf)
    .map(({ TargetGroupArn }) => TargetGroupArn!);
}

/** Whether it forwards nowhere, as a redirect does: no weights move what it does. */
export function isIdle(rule: Pick<Rule, 'Actions'>): boolean {
  return forwardedGroups(rule).length === 0;
}
