import { platformField } from './fields';
import { READS, type ActionOptions } from './options';
import { showEvacuation } from './shows';
import { evacuationView } from './views';

export function registerGetEvacuation({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'get-evacuation',
    title: 'Get an evacuation',
    description:
      'Shows an evacuation: its state, how many services are in which state, and those that did not move with the reason. While it is running, ask again every few seconds.',
    attributes: READS,
    schema: {
      input: z =>
        z
          .object({
            platform: platformField(z),
            evacuationId: z
              .string()
              .min(1)
              .describe('The id that start-evacuation gave.'),
          })
          .strict(),
      output: evacuationView,
    },
    action: async ({ input, credentials }) => {
      const evacuation = await api.read(credentials, hybrid =>
        hybrid.getEvacuation(input.platform, input.evacuationId),
      );
      return { output: showEvacuation(evacuation) };
    },
  });
}
