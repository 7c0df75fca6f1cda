import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Stop the replication of a platform before its endpoints change',
    example: stringify({
      steps: [
        {
          id: 'stop',
          name: 'Stop',
          action: 'hybrid:replication:stop',
          input: { platform: 'shop', replicationId: 'shop-aws-to-on-prem' },
        },
      ],
    }),
  },
];
