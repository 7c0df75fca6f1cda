import { KubernetesManifest, type Cluster } from 'aws-cdk-lib/aws-eks-v2';
import { Construct } from 'constructs';
import type { ServiceConfig } from '../config';

interface TargetGroupBindingsProps {
  cluster: Cluster;
  namespace: string;
  services: readonly ServiceConfig[];
  targetGroupArns: ReadonlyMap<string, string>;
}

/**
 * Puts the pods of each service into its target group. Not an Ingress: that would be a second
 * listener rule, and one of the two would take all the traffic.
 */
export class TargetGroupBindings extends Construct {
  constructor(scope: Construct, id: string, props: TargetGroupBindingsProps) {
    super(scope, id);
    const { cluster, namespace, services } = props;
    for (const service of services) {
      new KubernetesManifest(this, service.name, {
        cluster,
        manifest: [
          targetGroupBinding(service, {
            namespace,
            // Not the name: with it the controller loses the group in a rollout.
            targetGroupARN: props.targetGroupArns.get(service.name)!,
          }),
        ],
      });
    }
  }
}

export function targetGroupBinding(
  { name, aws }: ServiceConfig,
  target: { namespace: string; targetGroupARN: string },
) {
  return {
    apiVersion: 'elbv2.k8s.aws/v1beta1',
    kind: 'TargetGroupBinding',
    metadata: { name, namespace: target.namespace },
    spec: {
      serviceRef: { name, port: aws.port },
      targetGroupARN: target.targetGroupARN,
      targetType: 'ip',
    },
  };
}
