import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { defineService } from '../../wire';
import type { WorldOf } from '../worlds';
import { deleteOperations } from './delete';
import { describeOperations } from './describe';
import { modifyRuleOperation } from './modifyRule';
import { ruleOperations } from './rules';
import { tagOperations } from './tags';
import { targetHealthOperation } from './targetHealth';

/** Elastic Load Balancing v2. */
export const elbv2 = (worldOf: WorldOf) =>
  defineService({
    client: new ElasticLoadBalancingV2Client({ region: 'us-east-1' }),
    operations: [
      ...describeOperations(worldOf),
      targetHealthOperation(worldOf),
      ...tagOperations(worldOf),
      modifyRuleOperation(worldOf),
      ...ruleOperations(worldOf),
      ...deleteOperations(worldOf),
    ],
  });
