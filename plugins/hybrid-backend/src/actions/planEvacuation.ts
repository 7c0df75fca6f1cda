import { requestFields } from './contract';
import { platformField } from './fields';
import { READS, type ActionOptions } from './options';
import { showEvacuationPlan } from './shows';
import { evacuationPlanView } from './views';
import type { Z } from './zodOf';

/** The inputs that say what is to leave which site. */
export const evacuationFields = (z: Z) => ({
  platform: platformField(z),
  ...requestFields(z, 'EvacuationPlanRequest', 'off', 'services'),
});

export function registerPlanEvacuation({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'plan-evacuation',
    title: 'Plan an evacuation',
    description:
      'Evaluates moving all services of a platform, or some, off one site, and changes nothing: how many would move, which would be refused by a safety rule or are not yours to shift, and how long it would take. Do this before start-evacuation, and let the person decide.',
    attributes: READS,
    schema: {
      input: z => z.object(evacuationFields(z)).strict(),
      output: evacuationPlanView,
    },
    action: async ({ input, credentials }) => {
      const { platform, off, services } = input;
      const plan = await api.read(credentials, hybrid =>
        hybrid.planEvacuation(platform, { off, services }),
      );
      return { output: showEvacuationPlan(plan) };
    },
  });
}
