import { Duration, Stack } from 'aws-cdk-lib';
import {
  AccessEntry,
  AccessEntryType,
  HelmChart,
  KubernetesManifest,
  type Cluster,
} from 'aws-cdk-lib/aws-eks-v2';
import { CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks';
import {
  ManagedPolicy,
  Role,
  ServicePrincipal,
  SessionTagsPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge';
import type { PlatformConfig } from '../../config';
import { acknowledgeNodeRole } from '../cluster-findings';
import { NODE_POLICIES } from '../eks-cluster';
import { controllerStatements } from './controller-policies';
import { InterruptionQueue } from './interruption-queue';
import { ec2NodeClass, nodePool } from './node-pool';

const NAMESPACE = 'kube-system';
const SERVICE_ACCOUNT = 'karpenter';
/** The only place with current charts; the chart index of the early days has stopped. */
const REGISTRY = 'oci://public.ecr.aws/karpenter';

interface KarpenterProps {
  platform: PlatformConfig;
  cluster: Cluster;
}

/** Adds nodes when pods do not fit, and takes idle ones away. */
export class Karpenter extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { platform, cluster }: KarpenterProps,
  ) {
    super(scope, id);
    const clusterName = platform.id;
    const { version } = platform.cluster.karpenter;
    const { queue } = new InterruptionQueue(this, 'Interruptions', {
      clusterName,
    });
    const nodeRole = this.makeNodeRole(clusterName);
    const access = new AccessEntry(this, 'NodeAccess', {
      cluster,
      principal: nodeRole.roleArn,
      accessEntryType: AccessEntryType.EC2_LINUX,
      accessPolicies: [],
    });
    const identity = new CfnPodIdentityAssociation(this, 'PodIdentity', {
      clusterName: cluster.clusterName,
      namespace: NAMESPACE,
      serviceAccount: SERVICE_ACCOUNT,
      roleArn: this.makeControllerRole(platform, nodeRole, queue.queueArn)
        .roleArn,
    });

    // Helm never updates the CRDs of a chart: they have a chart of their own, and go first.
    const crds = new HelmChart(this, 'Crds', {
      cluster,
      release: 'karpenter-crd',
      chart: 'karpenter-crd',
      repository: `${REGISTRY}/karpenter-crd`,
      version,
      namespace: NAMESPACE,
    });
    const controller = new HelmChart(this, 'Controller', {
      cluster,
      release: 'karpenter',
      chart: 'karpenter',
      repository: `${REGISTRY}/karpenter`,
      version,
      namespace: NAMESPACE,
      wait: true,
      timeout: Duration.minutes(15),
      values: {
        settings: { clusterName, interruptionQueue: queue.queueName },
        serviceAccount: { name: SERVICE_ACCOUNT },
        replicas: 2,
        controller: {
          resources: {
            requests: { cpu: '250m', memory: '512Mi' },
            limits: { memory: '1Gi' },
          },
        },
      },
    });
    controller.node.addDependency(crds, identity, access);

    const nodes = new KubernetesManifest(this, 'Nodes', {
      cluster,
      manifest: [
        ec2NodeClass(platform, {
          role: nodeRole.roleName,
          securityGroupId: cluster.clusterSecurityGroupId,
        }),
        nodePool(platform),
      ],
    });
    nodes.node.addDependency(controller);
  }

  private makeNodeRole(clusterName: string): Role {
    const role = new Role(this, 'NodeRole', {
      roleName: `${clusterName}-karpenter-node`,
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: NODE_POLICIES.map(name =>
        ManagedPolicy.fromAwsManagedPolicyName(name),
      ),
    });
    acknowledgeNodeRole(role, NODE_POLICIES);
    return role;
  }

  private makeControllerRole(
    platform: PlatformConfig,
    nodeRole: Role,
    queueArn: string,
  ): Role {
    const role = new Role(this, 'ControllerRole', {
      assumedBy: new SessionTagsPrincipal(
        new ServicePrincipal('pods.eks.amazonaws.com'),
      ),
      description: "Karpenter's controller",
    });
    const { account, region } = Stack.of(this);
    // Several, as all in one would be longer than a policy may be.
    const names = ['NodeLifecycle', 'InstanceProfiles', 'Discovery'];
    controllerStatements({
      clusterName: platform.id,
      account,
      region,
      nodeRoleArn: nodeRole.roleArn,
      queueArn,
    }).forEach((statements, i) => {
      const policy = new ManagedPolicy(this, names[i], {
        statements,
        roles: [role],
      });
      acknowledge(
        policy,
        "Karpenter's own policy: conditions on this cluster's tags confine what the ids cannot, as nodes have none yet",
        ...wildcards(statements.flatMap(s => s.resources)),
      );
    });
    return role;
  }
}

function wildcards(resources: string[]): string[] {
  return [...new Set(resources)]
    .filter(resource => resource.includes('*'))
    .map(resource => `IAM5[Resource::${resource}]`);
}
