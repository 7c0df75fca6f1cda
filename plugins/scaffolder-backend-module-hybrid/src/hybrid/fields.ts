import {
  DRILL_SECONDS,
  MAX_BAKE_SECONDS,
  MAX_REASON_LENGTH,
  MAX_SHIFT_STEPS,
  MAX_WEIGHT,
  SITES,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** How a shift can have ended that is not a success. */
export const UNSUCCESSFUL = ['failed', 'aborted', 'rolled-back'] as const;

export const entityRefField = (z: Z) =>
  z
    .string()
    .min(1)
    .describe(
      'The Component whose traffic it is, such as component:default/cart. It has the annotation hybrid-platform.io/service.',
    );

export const siteField = (z: Z) => z.enum(SITES);

export const reasonField = (z: Z) =>
  z
    .string()
    .min(1)
    .max(MAX_REASON_LENGTH)
    .regex(/\S/, 'must say something')
    .describe('Why, for the history: 1 to 1024 characters.');

export const weightsField = (z: Z) => {
  // Each its own: one for both would be a reference in the JSON schema.
  const weight = () => z.number().int().min(0).max(MAX_WEIGHT);
  return z.object({ 'on-prem': weight(), aws: weight() });
};

/** What a plan was made from; with it a shift is refused when the world has moved since. */
export const plannedField = (z: Z) =>
  z
    .object({
      from: weightsField(z),
      fromRules: z
        .array(z.object({ rule: z.string(), weights: weightsField(z) }))
        .min(2)
        .max(100)
        .optional(),
      to: weightsField(z).optional(),
      elsewhereShare: z.number().min(0).max(100).optional(),
    })
    .describe(
      'What hybrid:traffic:plan planned from, its output `planned`. The shift is refused when the traffic has moved since, unless it moved the way that is asked for.',
    );

/**
 * The inputs that say where the traffic is to go: the contract's, as contract.test.ts holds.
 */
export const planFields = {
  kind: (z: Z) =>
    z
      .enum(['failover', 'reset', 'custom', 'drill'])
      .describe(
        'failover: all traffic to one site. reset: back to the default weights. custom: any weights, at once or in steps. drill: all traffic to one site, and back by itself after a time.',
      ),
  to: (z: Z) =>
    siteField(z)
      .describe(
        'The site that is to serve everything. Only with failover and drill.',
      )
      .optional(),
  weights: (z: Z) =>
    weightsField(z)
      .describe(
        'The weights to set, 0 to 999 each and not both 0. Only with custom.',
      )
      .optional(),
  steps: (z: Z) =>
    z
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
              'For how long these weights must prove themselves before the next step. Default: 0',
            )
            .optional(),
        }),
      )
      .min(1)
      .max(MAX_SHIFT_STEPS)
      .describe(
        'Steps on the way, instead of weights at once. Only with custom.',
      )
      .optional(),
  durationSeconds: (z: Z) =>
    z
      .number()
      .int()
      .min(DRILL_SECONDS.min)
      .max(DRILL_SECONDS.max)
      .describe(
        'How long a drill lasts, from a minute to a day. Only with drill.',
      )
      .optional(),
};
