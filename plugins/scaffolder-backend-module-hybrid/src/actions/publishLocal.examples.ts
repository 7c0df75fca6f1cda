import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Make a local repository and register what is in it',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Make the repository',
          action: 'hybrid:publish:local',
          input: { name: 'shop-platform' },
        },
        {
          id: 'register',
          name: 'Register in the catalog',
          action: 'catalog:register',
          input: {
            catalogInfoUrl: '${{ steps.publish.output.catalogInfoUrl }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Publish one folder of the workspace, with a message',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Make the repository',
          action: 'hybrid:publish:local',
          input: {
            name: 'shop-docs',
            sourcePath: 'docs',
            defaultBranch: 'trunk',
            gitCommitMessage: 'Begin the documentation',
          },
        },
      ],
    }),
  },
];
