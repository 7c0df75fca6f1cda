import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  entityRefOf,
  planRequestOf,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { clientOf } from '../hybrid/client';
import { withTaskErrors } from '../hybrid/errors';
import {
  entityRefField,
  planFields,
  plannedField,
  reasonField,
} from '../hybrid/fields';
import { oncePerTask } from '../hybrid/once';
import type { HybridActionOptions } from '../hybrid/options';
import { planReport, shiftReport } from '../hybrid/report';
import {
  DRY_RUN_SHIFT,
  shiftOutputs,
  writeShiftOutputs,
} from '../hybrid/shiftOutputs';
import { eventLine, failedRules, planInWords } from '../hybrid/words';
import { examples } from './trafficShift.examples';

/**
 * Creates the action `hybrid:traffic:shift`, which starts a shift and does not wait for its
 * end; `hybrid:traffic:wait` does.
 *
 * @public
 */
export function createTrafficShiftAction(options: HybridActionOptions) {
  return createTemplateAction({
    id: 'hybrid:traffic:shift',
    description:
      'Starts a shift of traffic between the sites of a hybrid platform, as the user who runs the template. A dry run plans it.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: entityRefField,
        ...planFields,
        reason: reasonField,
        planned: z => plannedField(z).optional(),
      },
      output: shiftOutputs,
    },
    async handler(ctx) {
      const entityRef = entityRefOf(ctx.input);
      const request = planRequestOf(ctx.input);
      const client = clientOf(ctx, options);

      if (ctx.isDryRun) {
        const plan = await withTaskErrors(() =>
          client.plan(entityRef, request),
        );
        ctx.logger.info(`Dry run, nothing was shifted. ${planInWords(plan)}`);
        for (const line of failedRules(plan.rules)) ctx.logger.warn(line);
        const planned = {
          ...plan,
          id: DRY_RUN_SHIFT,
          state: 'planned',
        } as const;
        writeShiftOutputs(ctx, options, entityRef, planned, planReport(plan));
        return;
      }

      // Only the id is kept: a retried task is to say how the shift is then.
      const id = await oncePerTask(
        ctx,
        { entityRef, request },
        async idempotencyKey => {
          const { reason, planned } = ctx.input;
          const started = await client.shift(
            entityRef,
            { ...request, reason, ...(planned && { planned }) },
            { idempotencyKey },
          );
          return started.id;
        },
      );
      const shift = await withTaskErrors(() => client.getShift(entityRef, id));
      ctx.logger.info(
        `The shift ${id} is ${shift.state}. ${planInWords(shift.plan)}`,
      );
      for (const event of shift.events) ctx.logger.info(eventLine(event));
      writeShiftOutputs(ctx, options, entityRef, shift, shiftReport(shift));
    },
  });
}
