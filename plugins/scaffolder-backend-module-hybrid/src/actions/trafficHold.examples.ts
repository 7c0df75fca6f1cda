import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Keep the traffic of a service where it is for four hours',
    example: stringify({
      steps: [
        {
          id: 'hold',
          name: 'Hold',
          action: 'hybrid:traffic:hold',
          input: {
            entityRef: 'component:default/cart',
            durationSeconds: 14400,
            reason: 'Maintenance of the data centre',
          },
        },
      ],
    }),
  },
];
