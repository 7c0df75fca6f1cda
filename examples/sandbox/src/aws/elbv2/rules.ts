import { createHash } from 'node:crypto';
import {
  CreateRuleCommand,
  DeleteRuleCommand,
  type Action,
  type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancing, Rule } from '../../model';
import { AwsError, on } from '../../wire';
import type { WorldOf } from '../worlds';
import { readActions } from './actions';
import { readConditions } from './conditions';
import { validationError } from './errors';
import { findAll } from './find';
import { renderRule } from './render';
import { readTags } from './tags';

/**
 * Rules of one load balancer, default rules not counted.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const MOST_RULES = 100;

/**
 * Rules that come and go. As with ModifyRule, everything is checked before anything is done.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteRule.html
 */
export const ruleOperations = (worldOf: WorldOf) => [
  on(CreateRuleCommand)((input, call) => {
    const world = worldOf(call);
    const { loadBalancing } = world;
    const [listener] = findAll(
      loadBalancing.listeners,
      [input.ListenerArn ?? ''],
      'ListenerNotFound',
    );
    const rule: Rule = {
      arn: newRuleArn(loadBalancing, listener.arn),
      listenerArn: listener.arn,
      priority: readPriority(input.Priority),
      conditions: readConditions((input.Conditions ?? []) as RuleCondition[]),
      actions: [],
    };
    const tags = readTags(input.Tags ?? []);
    rule.actions = readActions(
      (input.Actions ?? []) as Action[],
      rule,
      loadBalancing,
    );
    refusePriorityInUse(loadBalancing, rule);
    refuseTooMany(loadBalancing, listener.loadBalancerArn);
    loadBalancing.rules.set(rule.arn, rule);
    world.tags.set(rule.arn, tags);
    return { Rules: [renderRule(rule)] };
  }),

  on(DeleteRuleCommand)((input, call) => {
    const world = worldOf(call);
    const { rules } = world.loadBalancing;
    const [rule] = findAll(rules, [input.RuleArn ?? ''], 'RuleNotFound');
    if (rule.priority === 'default') {
      throw new AwsError(
        'OperationNotPermitted',
        `Default rule '${rule.arn}' cannot be deleted`,
      );
    }
    rules.delete(rule.arn);
    world.tags.delete(rule.arn);
    return {};
  }),
];

function readPriority(priority: number | undefined): number {
  if (
    priority === undefined ||
    !Number.isInteger(priority) ||
    priority < 1 ||
    priority > 50_000
  ) {
    throw validationError(
      `Priority '${priority}' must be between 1 and 50000 inclusive`,
    );
  }
  return priority;
}

function refusePriorityInUse({ rules }: LoadBalancing, wanted: Rule) {
  for (const { listenerArn, priority } of rules.values()) {
    if (listenerArn === wanted.listenerArn && priority === wanted.priority) {
      throw new AwsError(
        'PriorityInUse',
        `Priority '${priority}' is currently in use`,
      );
    }
  }
}

function refuseTooMany(
  { rules, listeners }: LoadBalancing,
  loadBalancerArn: string,
) {
  const count = [...rules.values()].filter(
    ({ priority, listenerArn }) =>
      priority !== 'default' &&
      listeners.get(listenerArn)?.loadBalancerArn === loadBalancerArn,
  ).length;
  if (count >= MOST_RULES) {
    throw new AwsError(
      'TooManyRules',
      `The maximum number of rules has been reached on the load balancer '${loadBalancerArn}'`,
    );
  }
}

const made = new WeakMap<LoadBalancing, number>();

/** AWS's ids are random. These are counted, so that a test sees the same ones each time. */
function newRuleArn(loadBalancing: LoadBalancing, listenerArn: string): string {
  const number = (made.get(loadBalancing) ?? 0) + 1;
  made.set(loadBalancing, number);
  const id = createHash('sha256')
    .update(`${listenerArn}/${number}`)
    .digest('hex')
    .slice(0, 16);
  return `${listenerArn.replace(':listener/', ':listener-rule/')}/${id}`;
}
