import {
  ModifyRuleCommand,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, on } from '../../wire';
import type { WorldOf } from '../worlds';
import { readActions } from './actions';
import { readConditions } from './conditions';
import { validationError } from './errors';
import { findAll } from './find';
import { renderRule } from './render';

/**
 * ModifyRule replaces the whole list of actions, and the whole list of conditions, if they
 * are given; everything is checked before anything is changed.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html
 */
export const modifyRuleOperation = (worldOf: WorldOf) =>
  on(ModifyRuleCommand)((input, call) => {
    const { loadBalancing } = worldOf(call);
    const [rule] = findAll(
      loadBalancing.rules,
      [input.RuleArn ?? ''],
      'RuleNotFound',
    );
    if (rule.priority === 'default') {
      throw new AwsError(
        'OperationNotPermitted',
        `Default rule '${rule.arn}' cannot be modified`,
      );
    }
    if (!input.Actions && !input.Conditions) {
      throw validationError('You must specify conditions or actions to modify');
    }
    const conditions = input.Conditions && readConditions(input.Conditions);
    const actions =
      input.Actions &&
      readActions(input.Actions as Action[], rule, loadBalancing);
    if (conditions) rule.conditions = conditions;
    if (actions) rule.actions = actions;
    return { Rules: [renderRule(rule)] };
  });
