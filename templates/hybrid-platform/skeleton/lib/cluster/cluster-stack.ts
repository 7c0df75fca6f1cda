import { CfnSecurityGroupIngress, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { KubernetesManifest } from 'aws-cdk-lib/aws-eks-v2';
import type { Construct } from 'constructs';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';
import type { TrafficStack } from '../traffic/traffic-stack';
import { ArgoCd } from './argo-cd';
import { EksCluster } from './eks-cluster';
import { Istio } from './istio';
import { Karpenter } from './karpenter/karpenter';
import { TargetGroupBindings } from './target-group-bindings';

interface ClusterStackProps {
  vpc: IVpc;
  traffic: TrafficStack;
}

/** The cluster and what every cluster of a platform has in it. */
export class ClusterStack extends PlatformStack {
  constructor(
    scope: Construct,
    id: string,
    config: Config,
    { vpc, traffic }: ClusterStackProps,
  ) {
    super(scope, id, config, 'EKS, Karpenter and add-ons');
    const { platform } = this;
    const { addOns } = platform;
    const eks = new EksCluster(this, 'Eks', { platform, vpc });
    const { cluster } = eks;

    const karpenter = new Karpenter(this, 'Karpenter', { platform, cluster });
    karpenter.node.addDependency(eks.systemNodes);
    const namespace = new KubernetesManifest(this, 'Namespace', {
      cluster,
      manifest: [serviceNamespace(platform.id, addOns.istio)],
    });
    const bindings = new TargetGroupBindings(this, 'Bindings', {
      cluster,
      namespace: platform.id,
      services: this.services,
      targetGroupArns: new Map(
        [...traffic.weightedServices].map(([name, service]) => [
          name,
          this.targetGroupArn(service.metricName('aws')),
        ]),
      ),
    });
    this.allowLoadBalancer(
      cluster.clusterSecurityGroupId,
      traffic.loadBalancer.securityGroup.securityGroupId,
    );
    // Its CRD comes with the controller.
    bindings.node.addDependency(namespace, cluster.albController!);

    if (addOns.istio) {
      const istio = new Istio(this, 'Istio', { cluster });
      istio.node.addDependency(karpenter);
    }
    if (addOns.argoCd) {
      const argoCd = new ArgoCd(this, 'ArgoCd', {
        cluster,
        repository: platform.deploy.githubRepository,
      });
      argoCd.node.addDependency(karpenter);
    }
  }

  /** Made from the name, which others need as well: a stack has only 200 outputs. */
  private targetGroupArn(name: string): string {
    return `arn:aws:elasticloadbalancing:${this.region}:${this.account}:${name}`;
  }

  /** Here, not by the controller in the cluster, which then need not change security groups. */
  private allowLoadBalancer(nodes: string, loadBalancer: string) {
    const ports = new Set(this.services.map(service => service.aws.port));
    for (const port of ports) {
      new CfnSecurityGroupIngress(this, `LoadBalancerToPods${port}`, {
        groupId: nodes,
        sourceSecurityGroupId: loadBalancer,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        description: 'Load balancer to pods',
      });
    }
  }
}

/** Where the services run. */
export function serviceNamespace(name: string, istio: boolean) {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'pod-security.kubernetes.io/warn': 'restricted',
        // A new pod is ready only when the load balancer, too, finds it healthy: a rollout that
        // went by the pods alone could leave the target group without a healthy target.
        'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled',
        ...(istio && { 'istio-injection': 'enabled' }),
      },
    },
  };
}
