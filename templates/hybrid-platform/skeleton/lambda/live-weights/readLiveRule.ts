import {
  paginateDescribeRules,
  type ElasticLoadBalancingV2Client,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { readTags } from '../shared/readTags';
import type { Site, Weights } from '../shared/sites';
import { TAGS, isHeld, parseHold } from '../shared/tags';

/** The rule of a service as AWS has it at this moment; undefined when there is none. */
export async function readLiveRule(
  client: ElasticLoadBalancingV2Client,
  listenerArn: string,
  service: string,
  now: number,
): Promise<{ weights: Weights; held: boolean } | undefined> {
  const rules: Rule[] = [];
  for await (const page of paginateDescribeRules(
    { client },
    { ListenerArn: listenerArn },
  )) {
    rules.push(...(page.Rules ?? []).filter(rule => !rule.IsDefault));
  }
  const ruleTags = await readTags(
    client,
    rules.map(rule => rule.RuleArn!),
  );
  const rule = rules.find(
    ({ RuleArn }) => ruleTags.get(RuleArn!)?.get(TAGS.service) === service,
  );
  const groups =
    rule?.Actions?.find(action => action.Type === 'forward')?.ForwardConfig
      ?.TargetGroups ?? [];
  if (!rule || groups.length === 0) return undefined;

  const groupTags = await readTags(
    client,
    groups.map(group => group.TargetGroupArn!),
  );
  const weightOf = (site: Site) => {
    const group = groups.find(
      ({ TargetGroupArn }) =>
        groupTags.get(TargetGroupArn!)?.get(TAGS.site) === site,
    );
    if (group?.Weight === undefined) {
      throw new Error(
        `The rule of ${service} has no target group with the tag ${TAGS.site} = ${site}: its weights cannot be kept. Put the tag back, or set the weights to the default ones and delete the rule`,
      );
    }
    return group.Weight;
  };
  return {
    weights: { 'on-prem': weightOf('on-prem'), aws: weightOf('aws') },
    held: isHeld(parseHold(ruleTags.get(rule.RuleArn!)?.get(TAGS.hold)), now),
  };
}
