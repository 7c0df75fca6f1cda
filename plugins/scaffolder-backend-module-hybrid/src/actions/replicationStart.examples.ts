import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Start the replication of a platform, and wait until it has caught up',
    example: stringify({
      steps: [
        {
          id: 'start',
          name: 'Start',
          action: 'hybrid:replication:start',
          input: { platform: 'shop' },
        },
        {
          id: 'wait',
          name: 'Wait until it has caught up',
          action: 'hybrid:replication:wait',
          input: {
            platform: '${{ steps.start.output.platform }}',
            replicationId: '${{ steps.start.output.replicationId }}',
            maxLagSeconds: 10,
          },
        },
      ],
    }),
  },
  {
    description: 'Load everything anew',
    example: stringify({
      steps: [
        {
          id: 'start',
          name: 'Load everything anew',
          action: 'hybrid:replication:start',
          input: {
            platform: 'shop',
            replicationId: 'shop-aws-to-on-prem',
            startType: 'reload-target',
          },
        },
      ],
    }),
  },
];
