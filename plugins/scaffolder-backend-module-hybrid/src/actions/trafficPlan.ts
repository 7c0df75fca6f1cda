import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  entityRefOf,
  planBasis,
  planRequestOf,
  sharesOf,
  SITES,
  type Plan,
  type SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { clientOf } from '../hybrid/client';
import {
  entityRefField,
  planFields,
  plannedField,
  siteField,
} from '../hybrid/fields';
import { entityUrl } from '../hybrid/links';
import { oncePerTask } from '../hybrid/once';
import type { HybridActionOptions } from '../hybrid/options';
import { planReport } from '../hybrid/report';
import { shiftOutputs, weightsOutput } from '../hybrid/shiftOutputs';
import { failedRules, planInWords } from '../hybrid/words';
import { examples } from './trafficPlan.examples';

/**
 * Creates the action `hybrid:traffic:plan`, which evaluates a shift without making it.
 *
 * @public
 */
export function createTrafficPlanAction(options: HybridActionOptions) {
  return createTemplateAction({
    id: 'hybrid:traffic:plan',
    description:
      'Evaluates a shift of traffic between the sites of a hybrid platform, with every safety rule, and changes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: entityRefField,
        ...planFields,
        failWhenRefused: z =>
          z
            .boolean()
            .describe(
              'Whether the step fails when a safety rule would refuse the shift. Default: true',
            )
            .optional(),
        ignoreRules: z =>
          z
            .array(z.string())
            .describe(
              'Ids of safety rules that may fail here, for a later step sees to them, such as replication-caught-up. The shift evaluates all of them again.',
            )
            .optional(),
      },
      output: {
        gainingSite: z =>
          siteField(z)
            .describe(
              'The site whose share of the traffic grows; absent when none does',
            )
            .optional(),
        allowed: z => z.boolean().describe('Whether every safety rule passed'),
        approvalRequired: z =>
          z
            .boolean()
            .describe('Whether somebody else has to approve the shift'),
        planned: z =>
          plannedField(z).describe(
            'What was planned from, for the input `planned` of hybrid:traffic:shift',
          ),
        from: shiftOutputs.from,
        to: shiftOutputs.to,
        entityRef: shiftOutputs.entityRef,
        entityUrl: shiftOutputs.entityUrl,
        text: shiftOutputs.text,
      },
    },
    async handler(ctx) {
      const entityRef = entityRefOf(ctx.input);
      const request = planRequestOf(ctx.input);
      const client = clientOf(ctx, options);

      // Kept for a retried task: what it began meanwhile would be what refuses a new plan.
      const plan = await oncePerTask(ctx, { entityRef, request }, async () => {
        const made = await client.plan(entityRef, request);
        const { ignoreRules = [], failWhenRefused = true } = ctx.input;
        const failed = made.rules.filter(
          ({ id, passed }) => !passed && !ignoreRules.includes(id),
        );
        if (failWhenRefused && failed.length > 0) {
          throw refused(made, failed);
        }
        return made;
      });

      ctx.logger.info(planInWords(plan));
      for (const { title, passed, explanation } of plan.rules) {
        ctx.logger.info(
          `${passed ? 'Passed' : 'Failed'}: ${title}. ${explanation}`,
        );
      }
      if (plan.approvalRequired) {
        ctx.logger.info('Somebody else has to approve it');
      }
      const shares = { from: sharesOf(plan.from), to: sharesOf(plan.to) };
      const gaining = SITES.find(site => shares.to[site] > shares.from[site]);
      if (gaining) ctx.output('gainingSite', gaining);
      ctx.output('allowed', plan.allowed);
      ctx.output('approvalRequired', plan.approvalRequired);
      ctx.output('planned', plannedOutput(plan));
      ctx.output('from', weightsOutput(plan.from));
      ctx.output('to', weightsOutput(plan.to));
      ctx.output('entityRef', entityRef);
      ctx.output('entityUrl', entityUrl(options.config, entityRef));
      ctx.output('text', planReport(plan));
    },
  });
}

function plannedOutput(plan: Plan) {
  const { from, fromRules, to = from, ...more } = planBasis(plan);
  return {
    ...more,
    from: weightsOutput(from),
    ...(fromRules && {
      fromRules: fromRules.map(({ rule, weights }) => ({
        rule,
        weights: weightsOutput(weights),
      })),
    }),
    to: weightsOutput(to),
  };
}

function refused(plan: Plan, rules: SafetyRuleResult[]): ConflictError {
  return new ConflictError(
    [
      `The shift would be refused, and nothing was changed (${planInWords(
        plan,
      )}):`,
      ...failedRules(rules),
    ].join('\n'),
  );
}
