import { KubectlV36Layer } from '@aws-cdk/lambda-layer-kubectl-v36';
import {
  InstanceArchitecture,
  InstanceType,
  Peer,
  Port,
  SubnetType,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import {
  AccessPolicy,
  AccessScopeType,
  Addon,
  Cluster,
  ClusterLoggingTypes,
  DefaultCapacityType,
  EndpointAccess,
  KubernetesVersion,
  NodegroupAmiType,
  type Nodegroup,
} from 'aws-cdk-lib/aws-eks-v2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../config';
import { acknowledgeCluster, acknowledgeNodeRole } from './cluster-findings';
import {
  acknowledgeLoadBalancerController,
  loadBalancerController,
} from './load-balancer-controller';

/** Versions that Karpenter supports, and kubectl 1.36, which may be one ahead. */
const VERSIONS: Record<
  PlatformConfig['cluster']['kubernetesVersion'],
  KubernetesVersion
> = {
  '1.35': KubernetesVersion.V1_35,
  '1.36': KubernetesVersion.V1_36,
};

export const SYSTEM_NODE_GROUP = 'system';

interface EksClusterProps {
  platform: PlatformConfig;
  vpc: IVpc;
}

/** The cluster with its system nodes; all other nodes are Karpenter's. */
export class EksCluster extends Construct {
  readonly cluster: Cluster;
  readonly systemNodes: Nodegroup;

  constructor(
    scope: Construct,
    id: string,
    { platform, vpc }: EksClusterProps,
  ) {
    super(scope, id);
    this.cluster = new Cluster(this, 'Cluster', {
      clusterName: platform.id,
      version: VERSIONS[platform.cluster.kubernetesVersion],
      vpc,
      vpcSubnets: [{ subnetType: SubnetType.PRIVATE_WITH_EGRESS }],
      // From the VPC and, through the VPN, from on-prem.
      endpointAccess: EndpointAccess.PRIVATE,
      // Auto Mode, the default, would bring its own nodes beside Karpenter's.
      defaultCapacityType: DefaultCapacityType.NODEGROUP,
      defaultCapacity: 0,
      bootstrapClusterCreatorAdminPermissions: false,
      // As add-ons below, so that AWS patches them and the versions are seen.
      bootstrapSelfManagedAddons: false,
      clusterLogging: [
        ClusterLoggingTypes.API,
        ClusterLoggingTypes.AUDIT,
        ClusterLoggingTypes.AUTHENTICATOR,
        ClusterLoggingTypes.CONTROLLER_MANAGER,
        ClusterLoggingTypes.SCHEDULER,
      ],
      kubectlProviderOptions: {
        kubectlLayer: new KubectlV36Layer(this, 'Kubectl'),
        privateSubnets: vpc.privateSubnets,
      },
      albController: loadBalancerController(platform),
    });
    acknowledgeCluster(this.cluster);
    acknowledgeLoadBalancerController(this.cluster, platform);
    for (const cidr of platform.network.onPremCidrs) {
      this.cluster.connections.allowFrom(
        Peer.ipv4(cidr),
        Port.tcp(443),
        'Kubernetes API from on-prem',
      );
    }
    platform.cluster.adminRoleArns.forEach((arn, i) => {
      this.cluster.grantAccess(`Admin${i}`, arn, [
        AccessPolicy.fromAccessPolicyName('AmazonEKSClusterAdminPolicy', {
          accessScopeType: AccessScopeType.CLUSTER,
        }),
      ]);
    });
    const network = ['vpc-cni', 'kube-proxy'].map(name => this.addOn(name));
    this.systemNodes = this.addSystemNodes(platform, vpc);
    // Nodes without a network never become ready.
    this.systemNodes.node.addDependency(...network);
    for (const name of [
      'coredns',
      'metrics-server',
      'eks-pod-identity-agent',
    ]) {
      this.addOn(name).node.addDependency(this.systemNodes);
    }
  }

  private addOn(addonName: string): Addon {
    return new Addon(this, `AddOn-${addonName}`, {
      cluster: this.cluster,
      addonName,
    });
  }

  private addSystemNodes(platform: PlatformConfig, vpc: IVpc): Nodegroup {
    const { instanceType, count } = platform.cluster.systemNodes;
    const type = new InstanceType(instanceType);
    const role = new Role(this, 'SystemNodeRole', {
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: NODE_POLICIES.map(name =>
        ManagedPolicy.fromAwsManagedPolicyName(name),
      ),
    });
    acknowledgeNodeRole(role, NODE_POLICIES);
    return this.cluster.addNodegroupCapacity('System', {
      nodegroupName: SYSTEM_NODE_GROUP,
      instanceTypes: [type],
      amiType:
        type.architecture === InstanceArchitecture.ARM_64
          ? NodegroupAmiType.AL2023_ARM_64_STANDARD
          : NodegroupAmiType.AL2023_X86_64_STANDARD,
      nodeRole: role,
      subnets: { subnets: vpc.privateSubnets },
      // 0, so that the office hours may send them home.
      minSize: 0,
      desiredSize: count,
      maxSize: count + 1,
      labels: { 'hybrid-platform/nodes': 'system' },
    });
  }
}

/** What a node needs: to join, to get addresses, to pull images, to be reached by SSM. */
export const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEKS_CNI_Policy',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonSSMManagedInstanceCore',
];
