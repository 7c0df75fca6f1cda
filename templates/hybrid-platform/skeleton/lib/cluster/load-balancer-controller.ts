import {
  AlbControllerVersion,
  type AlbControllerOptions,
  type Cluster,
} from 'aws-cdk-lib/aws-eks-v2';
import { acknowledge } from '../acknowledge';
import type { PlatformConfig } from '../config';

const READS = [
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeInstances',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'elasticloadbalancing:DescribeTags',
  'elasticloadbalancing:DescribeTargetGroupAttributes',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
];

/** The target groups of the services on aws; on-prem's have fixed targets. */
const targetGroups = ({ region, account, id }: PlatformConfig) =>
  `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${id}-*-aws/*`;

/**
 * The AWS Load Balancer Controller, only to put pods into target groups. With the policy that
 * comes with it, it could change any listener rule of the account, weights and all.
 */
export function loadBalancerController(
  platform: PlatformConfig,
): AlbControllerOptions {
  return {
    version: AlbControllerVersion.V3_2_2,
    policy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: READS, Resource: '*' },
        {
          Effect: 'Allow',
          Action: [
            'elasticloadbalancing:RegisterTargets',
            'elasticloadbalancing:DeregisterTargets',
          ],
          Resource: targetGroups(platform),
        },
      ],
    },
    additionalHelmChartValues: {
      createIngressClassResource: false,
      // While the controller is away, pods come without their readiness gate. Not at all would
      // be worse: in a failover aws needs more of them at once.
      podMutatorWebhookConfig: { failurePolicy: 'Ignore' },
    },
  };
}

export function acknowledgeLoadBalancerController(
  cluster: Cluster,
  platform: PlatformConfig,
): void {
  acknowledge(
    cluster.albController!,
    'Describe actions know no resources; target groups end in an id that AWS makes',
    'IAM5[Resource::*]',
    `IAM5[Resource::${targetGroups(platform).replace(
      'arn:aws:',
      'arn:<AWS::Partition>:',
    )}]`,
  );
}
