import { randomUUID } from 'node:crypto';
import { requestFields } from './contract';
import type { Z } from './zodOf';

export const entityRefField = (z: Z) =>
  z
    .string()
    .min(1)
    .describe(
      'Ref of the catalog entity that the service belongs to, such as component:default/cart. list-platforms and get-platform tell the refs.',
    );

export const platformField = (z: Z) =>
  z
    .string()
    .min(1)
    .describe("The platform's id, such as shop. list-platforms tells the ids.");

export const reasonField = (z: Z) =>
  requestFields(z, 'ShiftRequest', 'reason').reason.describe(
    'Why, for the history that people read afterwards: what happened, or who asked for it. 1 to 1024 characters.',
  );

/** The members of the plan that was shown to the person. */
export const plannedField = (z: Z) =>
  requestFields(z, 'ShiftRequest', 'planned').planned.describe(
    'The members from, to and, if there, fromRules and elsewhereShare of the plan that plan-shift answered and the person agreed to. The shift is refused when the world has moved since; then plan again and ask the person.',
  );

export const requestIdField = (z: Z) =>
  z
    .string()
    .min(1)
    .max(200)
    .describe(
      'An id of your choice for this request, such as a UUID. When you get no answer, repeat the call with the same requestId and the same input: it is not done twice. Without it every call is a new request.',
    )
    .optional();

/** The key by which a repeated request is known: the caller's own, or a new one. */
export function requestIdOf(input: { requestId?: string }): string {
  return input.requestId ?? randomUUID();
}

/** The inputs that say where traffic is to go; the API says which of them belong together. */
export const planFields = (z: Z) => {
  const { kind, to, weights, steps, durationSeconds } = requestFields(
    z,
    'PlanRequest',
    'kind',
    'to',
    'weights',
    'steps',
    'durationSeconds',
  );
  return {
    kind: kind.describe(
      'failover: all traffic to the site in `to`. reset: back to the default weights. custom: the given `weights`, or `steps` on the way. drill: all traffic to the site in `to`, and back by itself after `durationSeconds`.',
    ),
    to: to.describe(
      'The site that is to serve everything. Only for failover and drill.',
    ),
    weights: weights.describe(
      'ALB weights of both sites, not both 0; a share is a weight divided by their sum. Only for custom, instead of steps.',
    ),
    steps: steps.describe(
      'Steps in order. Only for custom, instead of weights.',
    ),
    durationSeconds: durationSeconds.describe(
      'How long the drill lasts. Only for drill.',
    ),
  };
};
