import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Check the replication of a platform before it is started',
    example: stringify({
      steps: [
        {
          id: 'preflight',
          name: 'Check the databases',
          action: 'hybrid:replication:preflight',
          input: { platform: 'shop' },
        },
        {
          id: 'start',
          name: 'Start',
          action: 'hybrid:replication:start',
          input: {
            platform: '${{ steps.preflight.output.platform }}',
            replicationId: '${{ steps.preflight.output.replicationId }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Demand that there is not even a warning',
    example: stringify({
      steps: [
        {
          id: 'preflight',
          name: 'Check the databases',
          action: 'hybrid:replication:preflight',
          input: {
            entityRef: '${{ parameters.entity }}',
            replicationId: 'shop-aws-to-on-prem',
            failOn: 'warning',
          },
        },
      ],
    }),
  },
];
