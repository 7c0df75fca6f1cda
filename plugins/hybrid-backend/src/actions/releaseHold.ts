import { entityRefOf } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { entityRefField } from './fields';
import type { ActionOptions } from './options';

export function registerReleaseHold({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'release-hold',
    title: 'Release a hold',
    description:
      "Ends the hold of a service before it expires, so that people and the automatic failover may shift it again. Needs the permission hybrid.traffic.hold for the entity, for somebody else's hold hybrid.traffic.force as well, and a signed-in user.",
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z => z.object({ entityRef: entityRefField(z) }).strict(),
      output: z => z.object({ released: z.boolean() }),
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input);
      await api.write(credentials, hybrid => hybrid.releaseHold(entityRef));
      return { output: { released: true } };
    },
  });
}
