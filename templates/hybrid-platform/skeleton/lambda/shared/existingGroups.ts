import type { TaggedResource } from './inventory';
import { isRule, isTargetGroup } from './inventory';
import { forwardedGroups, ruleOf, type ListenerRules } from './listeners';
import type { LoadBalancer } from './loadBalancer';
import { isNotFound } from './notFound';
import { SITES } from './sites';
import { TAGS, parseService, parseSite } from './tags';

/** Each takes a call. */
const MOST_ASKED = 20;

/**
 * Without the target groups that are listed and gone, as far as that matters: only where a rule
 * does not tell which of several groups of a site is its own, since somebody took it off.
 */
export async function existingGroups(
  resources: readonly TaggedResource[],
  listeners: ListenerRules,
  loadBalancer: Pick<LoadBalancer, 'readTags'>,
): Promise<TaggedResource[]> {
  const doubtful = inDoubt(resources, listeners).slice(0, MOST_ASKED);
  const gone = new Set<string>();
  await Promise.all(
    doubtful.map(arn =>
      loadBalancer.readTags([arn]).catch(error => {
        if (isNotFound(error)) gone.add(arn);
      }),
    ),
  );
  return resources.filter(({ arn }) => !gone.has(arn));
}

function inDoubt(
  resources: readonly TaggedResource[],
  listeners: ListenerRules,
): string[] {
  const rules = resources.flatMap(({ arn, tags }) => {
    const rule = isRule(arn) && ruleOf(arn, listeners);
    const service = parseService(tags[TAGS.service]);
    return rule && service ? { service, forwarded: forwardedGroups(rule) } : [];
  });
  const groups = resources.filter(({ arn }) => isTargetGroup(arn));
  const used = new Set(rules.flatMap(({ forwarded }) => forwarded));
  const doubtful = rules.flatMap(({ service, forwarded }) =>
    SITES.flatMap(site => {
      const own = groups
        .filter(
          ({ tags }) =>
            parseService(tags[TAGS.service]) === service &&
            parseSite(tags[TAGS.site]) === site,
        )
        .map(({ arn }) => arn);
      return own.some(arn => forwarded.includes(arn))
        ? []
        : own.filter(arn => own.length > 1 && !used.has(arn));
    }),
  );
  return [...new Set(doubtful)];
}
