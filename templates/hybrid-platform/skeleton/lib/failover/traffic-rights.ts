import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { acknowledge } from '../acknowledge';
import type { PlatformFunction } from '../platform-function';
import { TAGS } from '../tags';

const READS = [
  'tag:GetResources',
  'elasticloadbalancing:DescribeRules',
  'elasticloadbalancing:DescribeTags',
  'elasticloadbalancing:DescribeTargetHealth',
];

/**
 * What it takes to move traffic: find and read anything, change only this platform's rules,
 * and of their tags only those in which the function keeps its state.
 */
export function allowMovingTraffic(
  handler: PlatformFunction,
  platformId: string,
  stateTags: string[],
): void {
  const ruleArn = listenerRulesOf(handler);
  const ofPlatform = {
    [`aws:ResourceTag/${TAGS.platform}`]: platformId,
  };
  handler.addToRolePolicy(
    new PolicyStatement({ sid: 'Read', actions: READS, resources: ['*'] }),
  );
  handler.addToRolePolicy(
    new PolicyStatement({
      sid: 'MoveTraffic',
      actions: ['elasticloadbalancing:ModifyRule'],
      resources: [ruleArn],
      conditions: { StringEquals: ofPlatform },
    }),
  );
  handler.addToRolePolicy(
    new PolicyStatement({
      sid: 'KeepState',
      actions: [
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:RemoveTags',
      ],
      resources: [ruleArn],
      conditions: {
        StringEquals: ofPlatform,
        'ForAllValues:StringEquals': { 'aws:TagKeys': stateTags },
      },
    }),
  );
  acknowledge(
    handler.ownRole,
    'GetResources and Describe actions know no resources',
    'IAM5[Resource::*]',
  );
  acknowledge(
    handler.ownRole,
    'Rules whose ids AWS makes, of any load balancer; the tag confines them to this platform',
    `IAM5[Resource::${ruleArn}]`,
  );
}

/**
 * A service may be behind more than one load balancer, and not all are named like the platform.
 * The platform's tag on the rule is what confines the right.
 */
function listenerRulesOf(scope: IConstruct): string {
  const { region, account } = Stack.of(scope);
  return `arn:aws:elasticloadbalancing:${region}:${account}:listener-rule/app/*`;
}
