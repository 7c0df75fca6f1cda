import type { Plan } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../../errors';

/** Throws what refuses a shift, with every rule's result, unless its plan is allowed. */
export function assertAllowed(plan: Plan): void {
  if (plan.allowed) return;
  const broken = plan.rules.filter(({ passed, forced }) => !passed && !forced);
  if (broken.some(({ id }) => id === 'no-active-shift')) {
    throw shiftActive(plan.entityRef, plan);
  }
  throw new HybridError(
    {
      code: 'safety-rule-failed',
      message: broken
        .map(({ title, explanation }) => `${title}: ${explanation}`)
        .join(' '),
      remedy: broken
        .map(({ remedy }) => remedy)
        .filter(Boolean)
        .join(' '),
    },
    {
      rules: plan.rules,
      ...(broken.some(({ id }) => id === 'plan-is-current') && { plan }),
    },
  );
}

/** Another shift of the service is under way. */
export function shiftActive(entityRef: string, plan?: Plan): HybridError {
  return new HybridError(
    {
      code: 'shift-active',
      message: `Another shift of ${entityRef} is under way.`,
      remedy: 'Wait until it has ended, then look at the weights again.',
    },
    { rules: plan?.rules },
  );
}
