import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Move all traffic of a service to AWS, and wait for the end',
    example: stringify({
      steps: [
        {
          id: 'shift',
          name: 'Shift',
          action: 'hybrid:traffic:shift',
          input: {
            entityRef: 'component:default/cart',
            kind: 'failover',
            to: 'aws',
            reason: 'Maintenance of the data centre',
          },
        },
        {
          id: 'wait',
          name: 'Wait for its end',
          action: 'hybrid:traffic:wait',
          input: {
            entityRef: '${{ steps.shift.output.entityRef }}',
            shiftId: '${{ steps.shift.output.shiftId }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Return to the default weights',
    example: stringify({
      steps: [
        {
          id: 'shift',
          name: 'Reset',
          action: 'hybrid:traffic:shift',
          input: {
            entityRef: '${{ parameters.entity }}',
            kind: 'reset',
            reason: '${{ parameters.reason }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Move traffic in steps that prove themselves for five minutes',
    example: stringify({
      steps: [
        {
          id: 'shift',
          name: 'Shift',
          action: 'hybrid:traffic:shift',
          input: {
            entityRef: 'component:default/cart',
            kind: 'custom',
            steps: [
              { aws: 70, bakeSeconds: 300 },
              { aws: 90, bakeSeconds: 300 },
              { aws: 100 },
            ],
            reason: 'The new cluster takes over',
          },
        },
      ],
    }),
  },
  {
    description: 'A drill of ten minutes that returns by itself',
    example: stringify({
      steps: [
        {
          id: 'shift',
          name: 'Drill',
          action: 'hybrid:traffic:shift',
          input: {
            entityRef: 'component:default/cart',
            kind: 'drill',
            to: 'on-prem',
            durationSeconds: 600,
            reason: 'Monthly drill',
          },
        },
      ],
    }),
  },
];
