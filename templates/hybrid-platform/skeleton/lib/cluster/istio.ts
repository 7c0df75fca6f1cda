import { Duration } from 'aws-cdk-lib';
import { HelmChart, type Cluster } from 'aws-cdk-lib/aws-eks-v2';
import { Construct } from 'constructs';

const REPOSITORY = 'https://istio-release.storage.googleapis.com/charts';
const VERSION = '1.31.1';
const NAMESPACE = 'istio-system';

/**
 * The mesh's control plane. Traffic still comes in through the load balancer's target groups:
 * a gateway of Istio's would be a second way in.
 */
export class Istio extends Construct {
  constructor(scope: Construct, id: string, { cluster }: { cluster: Cluster }) {
    super(scope, id);
    const base = new HelmChart(this, 'Base', {
      cluster,
      release: 'istio-base',
      chart: 'base',
      repository: REPOSITORY,
      version: VERSION,
      namespace: NAMESPACE,
      createNamespace: true,
    });
    const control = new HelmChart(this, 'Istiod', {
      cluster,
      release: 'istiod',
      chart: 'istiod',
      repository: REPOSITORY,
      version: VERSION,
      namespace: NAMESPACE,
      wait: true,
      timeout: Duration.minutes(15),
      values: {
        // The load balancer's health checks are no members of the mesh.
        meshConfig: {
          defaultConfig: { holdApplicationUntilProxyStarts: true },
        },
      },
    });
    control.node.addDependency(base);
  }
}
