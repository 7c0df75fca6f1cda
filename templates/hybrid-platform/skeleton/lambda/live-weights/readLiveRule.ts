import {
  DescribeTagsCommand,
  paginateDescribeRules,
  type ElasticLoadBalancingV2Client,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Weights } from './chooseWeights';

type Tags = Map<string, string>;

const SERVICE = 'hybrid-platform:service';
const SITE = 'hybrid-platform:site';
const HOLD = 'hybrid-platform:hold';
/** DescribeTags takes this many resources. */
const BATCH = 20;

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
    ({ RuleArn }) => ruleTags.get(RuleArn!)?.get(SERVICE) === service,
  );
  const groups =
    rule?.Actions?.find(action => action.Type === 'forward')?.ForwardConfig
      ?.TargetGroups ?? [];
  if (!rule || groups.length === 0) return undefined;

  const groupTags = await readTags(
    client,
    groups.map(group => group.TargetGroupArn!),
  );
  const weightOf = (site: string) => {
    const group = groups.find(
      ({ TargetGroupArn }) =>
        groupTags.get(TargetGroupArn!)?.get(SITE) === site,
    );
    if (group?.Weight === undefined) {
      throw new Error(
        `The rule of ${service} has no target group with the tag ${SITE} = ${site}: its weights cannot be kept. Put the tag back, or set the weights to the default ones and delete the rule`,
      );
    }
    return group.Weight;
  };
  return {
    weights: { 'on-prem': weightOf('on-prem'), aws: weightOf('aws') },
    held: isHeld(ruleTags.get(rule.RuleArn!)?.get(HOLD), now),
  };
}

async function readTags(
  client: ElasticLoadBalancingV2Client,
  arns: string[],
): Promise<Map<string, Tags>> {
  const tags = new Map<string, Tags>();
  for (let start = 0; start < arns.length; start += BATCH) {
    const { TagDescriptions = [] } = await client.send(
      new DescribeTagsCommand({
        ResourceArns: arns.slice(start, start + BATCH),
      }),
    );
    for (const { ResourceArn, Tags = [] } of TagDescriptions) {
      tags.set(
        ResourceArn!,
        new Map(Tags.map(({ Key, Value }) => [Key!, Value ?? ''])),
      );
    }
  }
  return tags;
}

/** `<ISO time of expiry> <user ref>` */
function isHeld(hold: string | undefined, now: number): boolean {
  const until = Date.parse(hold?.split(' ')[0] ?? '');
  return until > now;
}
