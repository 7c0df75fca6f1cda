import { entityRefOf } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { entityRefField } from './fields';
import { READS, type ActionOptions } from './options';
import { showService } from './shows';
import { serviceView } from './views';

export function registerGetService({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'get-service',
    title: 'Get how a service is served',
    description:
      'Shows how one service is served now: the weight that is set and the share really served per site, health of the targets, alarms that are not OK, hold, drift, its listener rules where it has several and whether they disagree (then only a failover or a reset can be made), what goes to target groups of neither site, and the shift that is under way or was last. Needs the permission hybrid.service.read for the entity.',
    attributes: READS,
    schema: {
      input: z => z.object({ entityRef: entityRefField(z) }).strict(),
      output: serviceView,
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input);
      const status = await api.read(credentials, hybrid =>
        hybrid.getService(entityRef),
      );
      return { output: showService(status) };
    },
  });
}
