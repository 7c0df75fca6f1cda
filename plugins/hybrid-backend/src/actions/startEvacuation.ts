import { reasonField, requestIdField, requestIdOf } from './fields';
import type { ActionOptions } from './options';
import { evacuationFields } from './planEvacuation';
import { showEvacuation } from './shows';
import { evacuationView } from './views';

export function registerStartEvacuation({
  registry,
  api,
}: ActionOptions): void {
  registry.register({
    name: 'start-evacuation',
    title: 'Start an evacuation',
    description:
      'Moves the production traffic of all services of a platform, or some, off one site. Use plan-evacuation first, and start only what the person asked for. It returns at once; follow it with get-evacuation. Services that a safety rule refuses or that are not yours are left, and the others move; naming one in `services` that is not yours refuses all. Needs the permission hybrid.traffic.shift for each service that moves, and a signed-in user.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z
          .object({
            ...evacuationFields(z),
            reason: reasonField(z),
            requestId: requestIdField(z),
          })
          .strict(),
      output: z => evacuationView(z).extend({ requestId: z.string() }),
    },
    action: async ({ input, credentials }) => {
      const { platform, off, services, reason } = input;
      const requestId = requestIdOf(input);
      const evacuation = await api.write(credentials, hybrid =>
        hybrid.evacuate(
          platform,
          { off, services, reason },
          { idempotencyKey: requestId },
        ),
      );
      return { output: { ...showEvacuation(evacuation), requestId } };
    },
  });
}
