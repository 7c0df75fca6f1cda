import {
  MAX_BAKE_SECONDS,
  MAX_REASON_LENGTH,
  MAX_SHIFT_STEPS,
  MAX_WEIGHT,
  DRILL_SECONDS,
  type PlanRequest,
  type Site,
  type StepRequest,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { InputError } from '@backstage/errors';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { randomUUID } from 'node:crypto';
import type { z as zod } from 'zod/v3';

export type Z = typeof zod;

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

export const siteField = (z: Z) => z.enum(['on-prem', 'aws']);

export const reasonField = (z: Z) =>
  z
    .string()
    .min(1)
    .max(MAX_REASON_LENGTH)
    .describe(
      'Why, for the history that people read afterwards: what happened, or who asked for it. 1 to 1024 characters.',
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

export const planFields = (z: Z) => ({
  kind: z
    .enum(['failover', 'reset', 'custom', 'drill'])
    .describe(
      'failover: all traffic to the site in `to`. reset: back to the default weights. custom: the given `weights`, or `steps` on the way. drill: all traffic to the site in `to`, and back by itself after `durationSeconds`.',
    ),
  to: siteField(z)
    .describe(
      'The site that is to serve everything. Only for failover and drill.',
    )
    .optional(),
  weights: z
    .object({
      'on-prem': z.number().int().min(0).max(MAX_WEIGHT),
      aws: z.number().int().min(0).max(MAX_WEIGHT),
    })
    .describe(
      'ALB weights of both sites, not both 0; a share is a weight divided by their sum. Only for custom, instead of steps.',
    )
    .optional(),
  steps: z
    .array(
      z.object({
        aws: z
          .number()
          .int()
          .min(0)
          .max(100)
          .describe('The percentage of the traffic that AWS is to serve.'),
        bakeSeconds: z
          .number()
          .int()
          .min(0)
          .max(MAX_BAKE_SECONDS)
          .describe(
            'Seconds for which these weights must prove themselves before the next step.',
          )
          .optional(),
      }),
    )
    .min(1)
    .max(MAX_SHIFT_STEPS)
    .describe('Steps in order. Only for custom, instead of weights.')
    .optional(),
  durationSeconds: z
    .number()
    .int()
    .min(DRILL_SECONDS.min)
    .max(DRILL_SECONDS.max)
    .describe('How long the drill lasts. Only for drill.')
    .optional(),
});

/** The plan that the inputs ask for; the API says which of them belong together. */
export function planRequestOf(input: {
  kind: PlanRequest['kind'];
  to?: Site;
  weights?: Weights;
  steps?: StepRequest[];
  durationSeconds?: number;
}): PlanRequest {
  const { kind, to, weights, steps, durationSeconds } = input;
  return { kind, to, weights, steps, durationSeconds } as PlanRequest;
}

/** The full ref; a short one means a Component of the default namespace. */
export function entityRefOf({ entityRef }: { entityRef: string }): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(entityRef, { defaultKind: 'component' }),
    );
  } catch {
    throw new InputError(
      `entityRef '${entityRef}' is no entity ref. Write it like component:default/cart.`,
    );
  }
}
