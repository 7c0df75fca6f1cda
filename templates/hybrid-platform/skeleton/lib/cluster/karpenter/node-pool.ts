import type { PlatformConfig } from '../../config';

/** Pinned: a new image is a change to be seen in a pull request, not at the next node. */
const IMAGE = 'al2023@v20260812';

/** What a node of Karpenter's is made of. */
export function ec2NodeClass(
  platform: PlatformConfig,
  { role, securityGroupId }: { role: string; securityGroupId: string },
) {
  return {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { name: 'default' },
    spec: {
      role,
      amiSelectorTerms: [{ alias: IMAGE }],
      subnetSelectorTerms: [
        { tags: { 'karpenter.sh/discovery': platform.id } },
      ],
      // By id: EKS makes this group, so that no tag of ours is on it.
      securityGroupSelectorTerms: [{ id: securityGroupId }],
      // Pods have no business with the node's credentials.
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
      },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeType: 'gp3', volumeSize: '50Gi', encrypted: true },
        },
      ],
      tags: { 'hybrid-platform:platform': platform.id, owner: platform.owner },
    },
  };
}

/** Which nodes Karpenter may add, how many, and when it takes them away. */
export function nodePool(platform: PlatformConfig) {
  const { karpenter } = platform.cluster;
  const requirement = (key: string, values: string[]) => ({
    key,
    operator: 'In',
    values,
  });
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'default' },
    spec: {
      template: {
        spec: {
          nodeClassRef: {
            group: 'karpenter.k8s.aws',
            kind: 'EC2NodeClass',
            name: 'default',
          },
          requirements: [
            requirement('kubernetes.io/arch', ['amd64']),
            requirement(
              'karpenter.k8s.aws/instance-family',
              karpenter.instanceFamilies,
            ),
            // Spot may run dry: then a node on demand is better than none.
            requirement(
              'karpenter.sh/capacity-type',
              karpenter.capacity === 'spot'
                ? ['spot', 'on-demand']
                : ['on-demand'],
            ),
          ],
          // A node that is a month old has missed a month of patches.
          expireAfter: '720h',
        },
      },
      limits: {
        cpu: String(karpenter.limits.cpu),
        memory: `${karpenter.limits.memoryGiB}Gi`,
      },
      disruption: {
        consolidationPolicy: 'WhenEmptyOrUnderutilized',
        consolidateAfter: '1m',
        budgets: [{ nodes: '20%' }],
      },
    },
  };
}
