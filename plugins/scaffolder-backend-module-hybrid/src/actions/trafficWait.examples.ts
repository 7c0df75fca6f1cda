import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const input = {
  entityRef: '${{ steps.shift.output.entityRef }}',
  shiftId: '${{ steps.shift.output.shiftId }}',
};

export const examples: TemplateExample[] = [
  {
    description: 'Wait for the end of a shift, and fail if it did not succeed',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for its end',
          action: 'hybrid:traffic:wait',
          input,
        },
      ],
    }),
  },
  {
    description:
      'Wait for two hours at most, and roll the shift back when the task is cancelled',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for its end',
          action: 'hybrid:traffic:wait',
          input: { ...input, timeoutSeconds: 7200, onCancel: 'roll-back' },
        },
      ],
    }),
  },
  {
    description: 'Go on with the template however the shift ended',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for its end',
          action: 'hybrid:traffic:wait',
          input: { ...input, failOn: [] },
        },
      ],
    }),
  },
];
