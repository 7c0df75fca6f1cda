import { entityRefOf } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { requestFields } from './contract';
import { entityRefField, reasonField } from './fields';
import type { ActionOptions } from './options';
import { holdView } from './views';

export function registerHoldService({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'hold-service',
    title: 'Hold a service',
    description:
      'Keeps the traffic of a service where it is until the hold expires: nobody but you may shift it, and the automatic failover does not either, even when a site fails. Calling it again replaces your hold. Needs the permission hybrid.traffic.hold for the entity, and a signed-in user.',
    // It switches the automatic failover off, and the second call lasts longer than the first.
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z
          .object({
            entityRef: entityRefField(z),
            ...requestFields(z, 'HoldRequest', 'durationSeconds'),
            reason: reasonField(z),
          })
          .strict(),
      output: holdView,
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input);
      const { durationSeconds, reason } = input;
      const hold = await api.write(credentials, hybrid =>
        hybrid.hold(entityRef, { durationSeconds, reason }),
      );
      return { output: hold };
    },
  });
}
