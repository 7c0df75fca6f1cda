import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

interface ControllerContext {
  clusterName: string;
  account: string;
  region: string;
  nodeRoleArn: string;
  queueArn: string;
}

/**
 * What Karpenter's controller may do, as its documentation asks for it: it may start and stop
 * only what carries this cluster's tags, and it may give a node this role only. The cluster's
 * name is part of condition keys, so it is a plain name and no reference.
 */
export function controllerStatements(
  c: ControllerContext,
): PolicyStatement[][] {
  return [nodeLifecycle(c), instanceProfiles(c), discovery(c)];
}

const NODE_POOL = 'karpenter.sh/nodepool';
const NODE_CLASS = 'karpenter.k8s.aws/ec2nodeclass';
const REGION = 'topology.kubernetes.io/region';

function nodeLifecycle({ clusterName, region }: ControllerContext) {
  const owned = `kubernetes.io/cluster/${clusterName}`;
  const ec2 = (resources: string[], account = '*') =>
    resources.map(name => `arn:aws:ec2:${region}:${account}:${name}/*`);
  const requested = {
    [`aws:RequestTag/${owned}`]: 'owned',
    'aws:RequestTag/eks:eks-cluster-name': clusterName,
  };
  const made = [
    'fleet',
    'instance',
    'volume',
    'network-interface',
    'launch-template',
    'spot-instances-request',
  ];
  return [
    allow(
      'LaunchFrom',
      ['ec2:RunInstances', 'ec2:CreateFleet'],
      [
        ...ec2(['image', 'snapshot'], ''),
        ...ec2([
          'security-group',
          'subnet',
          'capacity-reservation',
          'placement-group',
        ]),
      ],
    ),
    allow(
      'LaunchFromOwnTemplate',
      ['ec2:RunInstances', 'ec2:CreateFleet'],
      ec2(['launch-template']),
      {
        StringEquals: { [`aws:ResourceTag/${owned}`]: 'owned' },
        StringLike: { [`aws:ResourceTag/${NODE_POOL}`]: '*' },
      },
    ),
    allow(
      'LaunchWithTags',
      ['ec2:RunInstances', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplate'],
      ec2(made),
      {
        StringEquals: requested,
        StringLike: { [`aws:RequestTag/${NODE_POOL}`]: '*' },
      },
    ),
    allow('TagAtCreation', ['ec2:CreateTags'], ec2(made), {
      StringEquals: {
        ...requested,
        'ec2:CreateAction': [
          'RunInstances',
          'CreateFleet',
          'CreateLaunchTemplate',
        ],
      },
      StringLike: { [`aws:RequestTag/${NODE_POOL}`]: '*' },
    }),
    allow('TagOwnInstances', ['ec2:CreateTags'], ec2(['instance']), {
      StringEquals: { [`aws:ResourceTag/${owned}`]: 'owned' },
      StringLike: { [`aws:ResourceTag/${NODE_POOL}`]: '*' },
      StringEqualsIfExists: {
        'aws:RequestTag/eks:eks-cluster-name': clusterName,
      },
      'ForAllValues:StringEquals': {
        'aws:TagKeys': [
          'eks:eks-cluster-name',
          'karpenter.sh/nodeclaim',
          'Name',
        ],
      },
    }),
    allow(
      'DeleteOwn',
      ['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'],
      ec2(['instance', 'launch-template']),
      {
        StringEquals: { [`aws:ResourceTag/${owned}`]: 'owned' },
        StringLike: { [`aws:ResourceTag/${NODE_POOL}`]: '*' },
      },
    ),
  ];
}

function instanceProfiles(c: ControllerContext) {
  const owned = `kubernetes.io/cluster/${c.clusterName}`;
  const profiles = [`arn:aws:iam::${c.account}:instance-profile/*`];
  const tags = (kind: 'Request' | 'Resource') => ({
    [`aws:${kind}Tag/${owned}`]: 'owned',
    [`aws:${kind}Tag/${REGION}`]: c.region,
  });
  const requested = {
    ...tags('Request'),
    'aws:RequestTag/eks:eks-cluster-name': c.clusterName,
  };
  return [
    allow('PassNodeRole', ['iam:PassRole'], [c.nodeRoleArn], {
      StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    }),
    allow('CreateProfiles', ['iam:CreateInstanceProfile'], profiles, {
      StringEquals: requested,
      StringLike: { [`aws:RequestTag/${NODE_CLASS}`]: '*' },
    }),
    allow('TagProfiles', ['iam:TagInstanceProfile'], profiles, {
      StringEquals: { ...tags('Resource'), ...requested },
      StringLike: {
        [`aws:ResourceTag/${NODE_CLASS}`]: '*',
        [`aws:RequestTag/${NODE_CLASS}`]: '*',
      },
    }),
    allow(
      'ChangeOwnProfiles',
      [
        'iam:AddRoleToInstanceProfile',
        'iam:RemoveRoleFromInstanceProfile',
        'iam:DeleteInstanceProfile',
      ],
      profiles,
      {
        StringEquals: tags('Resource'),
        StringLike: { [`aws:ResourceTag/${NODE_CLASS}`]: '*' },
      },
    ),
    allow('ReadProfiles', ['iam:GetInstanceProfile'], profiles),
    allow('ListProfiles', ['iam:ListInstanceProfiles'], ['*']),
  ];
}

function discovery({
  clusterName,
  account,
  region,
  queueArn,
}: ControllerContext) {
  return [
    allow(
      'ReadRegion',
      [
        'ec2:DescribeCapacityReservations',
        'ec2:DescribeImages',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus',
        'ec2:DescribeInstanceTypeOfferings',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribePlacementGroups',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSpotPriceHistory',
        'ec2:DescribeSubnets',
      ],
      ['*'],
      { StringEquals: { 'aws:RequestedRegion': region } },
    ),
    allow('ReadPrices', ['pricing:GetProducts'], ['*']),
    allow(
      'ReadImageNames',
      ['ssm:GetParameter'],
      [`arn:aws:ssm:${region}::parameter/aws/service/*`],
    ),
    allow(
      'ReadCluster',
      ['eks:DescribeCluster'],
      [`arn:aws:eks:${region}:${account}:cluster/${clusterName}`],
    ),
    allow(
      'ReadInterruptions',
      ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
      [queueArn],
    ),
  ];
}

function allow(
  sid: string,
  actions: string[],
  resources: string[],
  conditions?: Record<string, Record<string, string | string[]>>,
): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.ALLOW,
    actions,
    resources,
    conditions,
  });
}
