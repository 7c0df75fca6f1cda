import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TaggedResource } from './inventory';
import { forwardedGroups, type ListenerRules } from './listeners';
import type { LoadBalancer } from './loadBalancer';
import type { Log } from './log';
import { TAGS } from './tags';

/** So many resources are asked for their tags at each discovery, 20 by a call. */
const MOST_ASKED = 400;

type Tags = Record<string, string>;

/**
 * The platform's resources with the tags that the index misses, read from the resources
 * themselves: a rule that was just replaced has no service there yet. Only rules that the index
 * does not list with a service, and target groups that it does not know enough of, are asked,
 * so that an index that is right costs nothing.
 */
export async function completeTags(
  listed: readonly TaggedResource[],
  listeners: ListenerRules,
  platform: string,
  {
    loadBalancer,
    log,
  }: { loadBalancer: Pick<LoadBalancer, 'readTags'>; log: Log },
): Promise<TaggedResource[]> {
  const tags = new Map(listed.map(each => [each.arn, each.tags]));
  const rules = [...listeners.values()].flatMap(each =>
    Array.isArray(each) ? each : [],
  );
  let left = MOST_ASKED;
  const ask = async (arns: readonly string[]) => {
    const asked = [...new Set(arns)].slice(0, left);
    left -= asked.length;
    if (asked.length === 0) return;
    try {
      for (const [arn, found] of await loadBalancer.readTags(asked)) {
        if (found[TAGS.platform] === platform) tags.set(arn, found);
      }
    } catch (error) {
      log.warn('could not read tags: using what the index lists', { error });
    }
  };

  const strange = rules.filter(({ RuleArn }) =>
    lacks(tags.get(RuleArn!), [TAGS.service]),
  );
  // Other platforms may share a listener: what forwards to ours is asked first.
  const ours = (rule: Rule) => forwardedGroups(rule).some(arn => tags.has(arn));
  await ask(
    [...strange]
      .sort((a, b) => Number(ours(b)) - Number(ours(a)))
      .map(({ RuleArn }) => RuleArn!),
  );
  await ask(
    rules
      .filter(({ RuleArn }) => !lacks(tags.get(RuleArn!), [TAGS.service]))
      .flatMap(forwardedGroups)
      .filter(arn =>
        lacks(tags.get(arn), [TAGS.service, TAGS.site, TAGS.defaultWeight]),
      ),
  );
  return [...tags].map(([arn, found]) => ({ arn, tags: found }));
}

function lacks(tags: Tags | undefined, needed: readonly string[]): boolean {
  return !tags || needed.some(key => tags[key] === undefined);
}
