import { platformField, siteField, type Z } from './fields';
import { READS, type ActionOptions } from './options';
import { showEvacuationPlan } from './shows';
import { evacuationPlanView } from './views';

/** The inputs that say what is to leave which site. */
export const evacuationFields = (z: Z) => ({
  platform: platformField(z),
  off: siteField(z).describe('The site that all traffic is to leave.'),
  services: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      "Names of services, such as cart. Without it, all of the platform's.",
    )
    .optional(),
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
