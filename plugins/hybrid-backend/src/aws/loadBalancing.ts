import {
  AddTagsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ModifyRuleCommand,
  paginateDescribeRules,
  RemoveTagsCommand,
  type Action,
  type ElasticLoadBalancingV2Client,
  type Listener,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetCounts } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Deadline } from '../durable/Deadline';
import { isNotFound } from './failures';
import { toRecord } from './tagging';
import { countTargets } from './targetHealth';

/** All rules of a listener: one call for up to 400 services, not one per service. */
export async function listRules(
  client: ElasticLoadBalancingV2Client,
  listenerArn: string,
): Promise<Rule[]> {
  const rules: Rule[] = [];
  const pages = paginateDescribeRules(
    { client, pageSize: 400 },
    { ListenerArn: listenerArn },
  );
  for await (const page of pages) rules.push(...(page.Rules ?? []));
  return rules;
}

/** As many as AWS takes of other resources, though it names no limit for these. */
const LISTENERS_A_CALL = 20;

/** Listeners by ARN, those that exist. */
export async function listListeners(
  client: ElasticLoadBalancingV2Client,
  listenerArns: string[],
): Promise<Listener[]> {
  const found: Listener[] = [];
  for (let at = 0; at < listenerArns.length; at += LISTENERS_A_CALL) {
    const some = listenerArns.slice(at, at + LISTENERS_A_CALL);
    const known = await knownOnly(some, async ListenerArns => {
      const { Listeners } = await client.send(
        new DescribeListenersCommand({ ListenerArns }),
      );
      return Listeners ?? [];
    });
    found.push(...known);
  }
  return found;
}

/** Rules by ARN, at most 20, in one call. */
export async function readRules(
  client: ElasticLoadBalancingV2Client,
  ruleArns: string[],
): Promise<Map<string, { rule: Rule; requestId?: string }>> {
  const { Rules, $metadata } = await client.send(
    new DescribeRulesCommand({ RuleArns: ruleArns }),
  );
  return new Map(
    (Rules ?? []).map(rule => [
      rule.RuleArn!,
      { rule, requestId: $metadata.requestId },
    ]),
  );
}

/**
 * Replaces the rule's actions, all of them: ELB takes no part of the list. Nothing is sent once
 * the time for it is over, be it that the call waited for its turn or is tried again.
 */
export async function writeRuleActions(
  client: ElasticLoadBalancingV2Client,
  ruleArn: string,
  actions: Action[],
  until: Deadline,
): Promise<{ requestId?: string }> {
  const command = new ModifyRuleCommand({ RuleArn: ruleArn, Actions: actions });
  command.middlewareStack.add(
    next => async args => {
      until.throwIfOver();
      return next(args);
    },
    // The last of what is done for each try.
    { step: 'finalizeRequest', priority: 'low', name: 'hybridDeadline' },
  );
  const { $metadata } = await client.send(command, {
    abortSignal: until.signal,
  });
  return { requestId: $metadata.requestId };
}

/** Tags by the resource's ARN, of at most 20, in one call. */
export async function readTags(
  client: ElasticLoadBalancingV2Client,
  arns: string[],
): Promise<Map<string, Record<string, string>>> {
  const { TagDescriptions } = await client.send(
    new DescribeTagsCommand({ ResourceArns: arns }),
  );
  const tags = new Map(
    (TagDescriptions ?? []).map(({ ResourceArn, Tags }) => [
      ResourceArn!,
      toRecord(Tags),
    ]),
  );
  return new Map(arns.map(arn => [arn, tags.get(arn) ?? {}]));
}

/** Sets a tag of at most 20 resources in one call. */
export async function setTag(
  client: ElasticLoadBalancingV2Client,
  arns: string[],
  key: string,
  value: string,
): Promise<void> {
  await client.send(
    new AddTagsCommand({
      ResourceArns: arns,
      Tags: [{ Key: key, Value: value }],
    }),
  );
}

/** Removes a tag of at most 20 resources in one call. */
export async function removeTag(
  client: ElasticLoadBalancingV2Client,
  arns: string[],
  key: string,
): Promise<void> {
  await client.send(
    new RemoveTagsCommand({ ResourceArns: arns, TagKeys: [key] }),
  );
}

/** The targets of a group, counted as {@link countTargets} says. */
export async function readTargets(
  client: ElasticLoadBalancingV2Client,
  targetGroupArn: string,
): Promise<TargetCounts> {
  const { TargetHealthDescriptions } = await client.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
  );
  return countTargets(TargetHealthDescriptions ?? []);
}

/** DNS names of load balancers that exist, by which Route 53's alias records point at them. */
export async function listLoadBalancerNames(
  client: ElasticLoadBalancingV2Client,
  arns: string[],
): Promise<string[]> {
  const names: string[] = [];
  for (let i = 0; i < arns.length; i += 20) {
    const found = await knownOnly(arns.slice(i, i + 20), async some => {
      const { LoadBalancers } = await client.send(
        new DescribeLoadBalancersCommand({ LoadBalancerArns: some }),
      );
      return LoadBalancers ?? [];
    });
    names.push(...found.map(({ DNSName }) => DNSName!));
  }
  return names;
}

/** AWS answers nothing of a call when one of the resources is gone: the others are asked alone. */
async function knownOnly<T>(
  arns: string[],
  describe: (arns: string[]) => Promise<T[]>,
): Promise<T[]> {
  try {
    return await describe(arns);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    if (arns.length === 1) return [];
    const found = await Promise.all(
      arns.map(arn => knownOnly([arn], describe)),
    );
    return found.flat();
  }
}
