import {
  paginateDescribeRules,
  type ElasticLoadBalancingV2Client,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isIdle } from '../shared/listeners';
import { mergeHolds } from '../shared/mergeRules';
import { readTags } from '../shared/readTags';
import { groupsOf, weightsOf } from '../shared/ruleActions';
import { SITES, sameWeights, type Site, type Weights } from '../shared/sites';
import {
  TAGS,
  isHeld,
  parseHold,
  parseService,
  parseSite,
} from '../shared/tags';

/**
 * The rules of a service on this listener as AWS has them at this moment, nearly always one;
 * undefined when there is none. A group that somebody took off the rule has weight 0. Throws,
 * and so stops the deployment, where the rules do not tell where the traffic goes: any weights
 * would be a guess, and might send it to a site that is down.
 */
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
  const tagged = rules.filter(
    ({ RuleArn }) =>
      parseService(ruleTags.get(RuleArn!)?.get(TAGS.service)) === service,
  );
  if (tagged.length === 0) return undefined;
  // A redirect beside a rule that forwards has no weights to be kept.
  const forwarding = tagged.filter(rule => !isIdle(rule));
  const own = forwarding.length > 0 ? forwarding : tagged;

  const read: Weights[] = [];
  for (const rule of own) {
    const groups = await siteGroups(client, rule, service);
    read.push(weightsOf(rule.Actions ?? [], groups));
  }
  const [weights, ...others] = read;
  if (others.some(other => !sameWeights(other, weights))) {
    throw new Error(
      `The ${own.length} rules of ${service} have different weights: nobody can tell which are to stay. Reset it or fail it over in Backstage, and deploy again`,
    );
  }
  const holds = own.map(({ RuleArn }) =>
    parseHold(ruleTags.get(RuleArn!)?.get(TAGS.hold)),
  );
  return { weights, held: isHeld(mergeHolds(holds), now) };
}

/** The target groups on the rule by their site; a site without one there has none. */
async function siteGroups(
  client: ElasticLoadBalancingV2Client,
  { RuleArn, Actions = [] }: Rule,
  service: string,
): Promise<Partial<Record<Site, string>>> {
  const forward = Actions.find(action => action.Type === 'forward');
  const arns = groupsOf(forward).map(group => group.TargetGroupArn!);
  if (arns.length === 0) {
    throw new Error(
      `The rule of ${service}, ${RuleArn}, forwards to no target group: somebody changed it by hand, and a deployment would send traffic again. Put its forward action back, with the weights that it is to have, and deploy again`,
    );
  }
  const tags = await readTags(client, arns);
  const groups: Partial<Record<Site, string>> = {};
  const nameless: string[] = [];
  for (const arn of arns) {
    const owner = parseService(tags.get(arn)?.get(TAGS.service));
    if (owner !== undefined && owner !== service) continue;
    const site = parseSite(tags.get(arn)?.get(TAGS.site));
    if (site) groups[site] = arn;
    else nameless.push(arn);
  }
  const missing = SITES.filter(site => !groups[site]);
  // It may be the group of the site that is missing, or a third one: nobody can tell.
  if (missing.length > 0 && nameless.length > 0) {
    throw new Error(
      `The rule of ${service} has no target group with the tag ${
        TAGS.site
      } = ${missing.join(' or ')}, and ${nameless.join(
        ' and ',
      )} without a site: its weights cannot be kept. Put the tag back (aws elbv2 add-tags --resource-arns ${
        nameless[0]
      } --tags Key=${TAGS.site},Value=${missing[0]}), and deploy again`,
    );
  }
  return groups;
}
