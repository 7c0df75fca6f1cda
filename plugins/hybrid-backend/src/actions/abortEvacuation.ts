import { platformField } from './fields';
import type { ActionOptions } from './options';
import { showEvacuation } from './shows';
import { evacuationView } from './views';

export function registerAbortEvacuation({
  registry,
  api,
}: ActionOptions): void {
  registry.register({
    name: 'abort-evacuation',
    title: 'Abort an evacuation',
    description:
      'Starts no more shifts of an evacuation. Those under way end as they end, and what has moved stays. Repeating it changes nothing. Needs the same permissions as start-evacuation, and a signed-in user.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z
          .object({
            platform: platformField(z),
            evacuationId: z.string().min(1).describe('The id of it.'),
          })
          .strict(),
      output: evacuationView,
    },
    action: async ({ input, credentials }) => {
      const evacuation = await api.write(credentials, hybrid =>
        hybrid.abortEvacuation(input.platform, input.evacuationId),
      );
      return { output: showEvacuation(evacuation) };
    },
  });
}
