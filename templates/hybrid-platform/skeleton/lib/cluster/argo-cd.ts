import { Duration } from 'aws-cdk-lib';
import {
  HelmChart,
  KubernetesManifest,
  type Cluster,
} from 'aws-cdk-lib/aws-eks-v2';
import { Construct } from 'constructs';

const NAMESPACE = 'argocd';

interface ArgoCdProps {
  cluster: Cluster;
  /** `owner/name` on GitHub of this repository; absent: the application is added by hand. */
  repository?: string;
}

/** Argo CD, which keeps the cluster like the folder `gitops` of this repository. */
export class ArgoCd extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { cluster, repository }: ArgoCdProps,
  ) {
    super(scope, id);
    const chart = new HelmChart(this, 'Chart', {
      cluster,
      release: 'argocd',
      chart: 'argo-cd',
      repository: 'https://argoproj.github.io/argo-helm',
      version: '10.1.1',
      namespace: NAMESPACE,
      createNamespace: true,
      wait: true,
      timeout: Duration.minutes(15),
      values: {
        // Reached with `kubectl port-forward`: nothing of it is on the load balancer.
        server: { service: { type: 'ClusterIP' } },
        dex: { enabled: false },
        notifications: { enabled: false },
        configs: { params: { 'server.insecure': false } },
      },
    });
    if (!repository) return;
    const root = new KubernetesManifest(this, 'Root', {
      cluster,
      manifest: [rootApplication(repository)],
    });
    root.node.addDependency(chart);
  }
}

/** The application of all applications. */
export function rootApplication(repository: string) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'platform', namespace: NAMESPACE },
    spec: {
      project: 'default',
      source: {
        repoURL: `https://github.com/${repository}.git`,
        path: 'gitops/applications',
        targetRevision: 'HEAD',
        // A chart whose values are the configuration itself.
        helm: { valueFiles: ['/config/platform.yaml'] },
      },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: NAMESPACE,
      },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  };
}
