import {
  entityRefOf,
  planRequestOf,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { entityRefField, planFields } from './fields';
import { READS, type ActionOptions } from './options';
import { planView } from './views';

export function registerPlanShift({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'plan-shift',
    title: 'Plan a shift of traffic',
    description:
      'Evaluates a shift of a service between its sites with every safety rule, and changes nothing. Do this before start-shift, show the person the weights, the rules that fail and what the shift does not reach (`elsewhereShare`, `stickinessSeconds`), and let them decide. Of a service that diverged only a failover or a reset can be planned. Needs the permission hybrid.traffic.shift for the entity.',
    attributes: READS,
    schema: {
      input: z =>
        z.object({ entityRef: entityRefField(z), ...planFields(z) }).strict(),
      output: planView,
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input);
      const plan = await api.read(credentials, hybrid =>
        hybrid.plan(entityRef, planRequestOf(input)),
      );
      return { output: plan };
    },
  });
}
