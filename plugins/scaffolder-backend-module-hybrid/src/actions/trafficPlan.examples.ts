import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Find out whether all traffic of a service could go to AWS',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Plan',
          action: 'hybrid:traffic:plan',
          input: {
            entityRef: 'component:default/cart',
            kind: 'failover',
            to: 'aws',
          },
        },
      ],
    }),
  },
  {
    description:
      'Plan a shift in two steps, and go on with the template when a safety rule fails',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Plan',
          action: 'hybrid:traffic:plan',
          input: {
            entityRef: '${{ parameters.entity }}',
            kind: 'custom',
            steps: [{ aws: 80, bakeSeconds: 300 }, { aws: 100 }],
            failWhenRefused: false,
          },
        },
        {
          id: 'log',
          name: 'Say so',
          if: '${{ not steps.plan.output.allowed }}',
          action: 'debug:log',
          input: { message: '${{ steps.plan.output.text }}' },
        },
      ],
    }),
  },
];
