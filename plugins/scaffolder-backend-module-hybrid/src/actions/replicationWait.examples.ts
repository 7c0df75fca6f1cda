import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Wait until the site that gains the traffic has all data but that of the last five seconds',
    example: stringify({
      steps: [
        {
          id: 'replication',
          name: 'Wait for the data',
          action: 'hybrid:replication:wait',
          input: {
            entityRef: '${{ parameters.entity }}',
            receivingSite: 'on-prem',
            maxLagSeconds: 5,
            timeoutSeconds: 600,
          },
        },
      ],
    }),
  },
  {
    description: 'Wait for one replication of a platform',
    example: stringify({
      steps: [
        {
          id: 'replication',
          name: 'Wait for the data',
          action: 'hybrid:replication:wait',
          input: { platform: 'shop', replicationId: 'shop-aws-to-on-prem' },
        },
      ],
    }),
  },
];
