import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { listenerOfRule } from '../aws/arns';
import { isNotFound, isTransient } from '../aws/failures';
import type { PlatformAws } from '../aws/PlatformAws';
import { problemIn } from '../errors';
import type { Inventory } from './inventory';
import type { RuleReading } from './service';

/** The listener rules of a platform as AWS describes them, which is the truth. */
export interface Description {
  of(ruleArn: string): RuleReading;
  rules: Rule[];
}

/**
 * Describes the rules of all listeners of the platform, and that its services are on: one call for up to 400 of
 * one. A listener that is gone takes its rules along, and one that cannot be read its own
 * only. Where AWS fails at every one of them, by what may pass, the whole fails: it knows nothing.
 */
export async function describeRules(
  aws: Pick<PlatformAws, 'rules'>,
  { services, listenerArns }: Pick<Inventory, 'services' | 'listenerArns'>,
): Promise<Description> {
  const listeners = new Set([
    ...listenerArns,
    ...services.flatMap(({ rules }) =>
      rules.map(({ arn }) => listenerOfRule(arn)),
    ),
  ]);
  const unreadable = new Map<string, RuleReading>();
  const passing: unknown[] = [];
  const perListener = await Promise.all(
    [...listeners].map(async listener => {
      try {
        return await aws.rules(listener);
      } catch (error) {
        const problem = problemIn(error);
        if (!problem) throw error;
        if (!isNotFound(error) && isTransient(problem)) passing.push(error);
        unreadable.set(listener, isNotFound(error) ? 'gone' : problem);
        return [];
      }
    }),
  );
  if (passing.length > 0 && unreadable.size === listeners.size) {
    throw passing[0];
  }
  const rules = perListener.flat();
  const byArn = new Map(rules.map(rule => [rule.RuleArn, rule]));
  return {
    rules,
    of: arn => byArn.get(arn) ?? unreadable.get(listenerOfRule(arn)) ?? 'gone',
  };
}
