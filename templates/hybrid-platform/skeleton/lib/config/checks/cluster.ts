import type { PlatformConfig } from '../platform';

/**
 * The lowest Karpenter that supports each Kubernetes version (karpenter.sh,
 * "Compatibility").
 */
const LOWEST_KARPENTER: Record<
  PlatformConfig['cluster']['kubernetesVersion'],
  string
> = { '1.35': '1.9.0', '1.36': '1.13.0' };

export function checkCluster({
  cluster,
}: PlatformConfig): [path: string, message: string][] {
  const { kubernetesVersion, karpenter } = cluster;
  const lowest = LOWEST_KARPENTER[kubernetesVersion];
  return isOlder(karpenter.version, lowest)
    ? [
        [
          'cluster.karpenter.version',
          `Karpenter ${karpenter.version} does not support Kubernetes ${kubernetesVersion}: it needs at least ${lowest}`,
        ],
      ]
    : [];
}

function isOlder(version: string, other: string): boolean {
  const [a, b] = [version, other].map(text => text.split('.').map(Number));
  const i = a.findIndex((part, index) => part !== b[index]);
  return i >= 0 && a[i] < b[i];
}
