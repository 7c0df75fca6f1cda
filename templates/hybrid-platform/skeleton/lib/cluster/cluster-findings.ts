import type { Cluster } from 'aws-cdk-lib/aws-eks-v2';
import type { IConstruct } from 'constructs';
import { acknowledge, anyVersionOf, logicalId } from '../acknowledge';

const managed = (policy: string) =>
  `IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`;

/** What EKS and CDK's own kubectl function bring with them. */
export function acknowledgeCluster(cluster: Cluster): void {
  acknowledge(
    cluster.role,
    'EKS demands this policy for a control plane',
    managed('AmazonEKSClusterPolicy'),
  );
  const provider = cluster.node.findChild('KubectlProvider');
  const handler = provider.node.findChild('Handler');
  acknowledge(
    provider,
    "CDK's own function that runs kubectl and helm: it reaches the cluster in the VPC and pulls charts from ECR",
    managed('service-role/AWSLambdaBasicExecutionRole'),
    managed('service-role/AWSLambdaVPCAccessExecutionRole'),
    managed('AmazonEC2ContainerRegistryReadOnly'),
    ecrPublic(handler),
  );
  acknowledge(
    provider,
    "CDK's own framework function invokes any version of the one that runs kubectl",
    anyVersionOf(handler),
  );
  acknowledge(provider, 'CDK chooses the runtime of its own functions', 'L1');
}

/** The policies of nodes, as EKS documents them. */
export function acknowledgeNodeRole(
  role: IConstruct,
  policies: readonly string[],
): void {
  acknowledge(
    role,
    'EKS documents these policies for nodes; pods do not get them, they have identities of their own',
    ...policies.map(managed),
  );
}

/** The same policy, in the partitions that have it. */
function ecrPublic(handler: IConstruct): string {
  const condition = logicalId(handler.node.findChild('HasEcrPublic'));
  return `IAM4[Policy::${JSON.stringify({
    'Fn::If': [
      condition,
      {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':iam::aws:policy/AmazonElasticContainerRegistryPublicReadOnly',
          ],
        ],
      },
      { Ref: 'AWS::NoValue' },
    ],
  })}]`;
}
