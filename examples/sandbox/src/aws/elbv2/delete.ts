import {
  DeleteListenerCommand,
  DeleteTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, on } from '../../wire';
import type { WorldOf } from '../worlds';
import { checkArn, findAll, isUsed } from './find';

/**
 * A listener goes with its rules. A target group can go when no rule forwards to it; one that
 * is gone already can go again, as the model of the operation knows no error for it.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteListener.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html
 */
export const deleteOperations = (worldOf: WorldOf) => [
  on(DeleteListenerCommand)((input, call) => {
    const { loadBalancing, tags } = worldOf(call);
    const { listeners, rules } = loadBalancing;
    const [{ arn }] = findAll(
      listeners,
      [input.ListenerArn ?? ''],
      'ListenerNotFound',
    );
    for (const rule of [...rules.values()]) {
      if (rule.listenerArn !== arn) continue;
      rules.delete(rule.arn);
      tags.delete(rule.arn);
    }
    listeners.delete(arn);
    tags.delete(arn);
    return {};
  }),

  on(DeleteTargetGroupCommand)((input, call) => {
    const { loadBalancing, tags } = worldOf(call);
    const { targetGroups } = loadBalancing;
    const arn = input.TargetGroupArn ?? '';
    checkArn(arn, 'TargetGroupNotFound');
    if (isUsed(loadBalancing, arn)) {
      throw new AwsError(
        'ResourceInUse',
        `Target group '${arn}' is currently in use by a listener or a rule`,
      );
    }
    targetGroups.delete(arn);
    tags.delete(arn);
    return {};
  }),
];
