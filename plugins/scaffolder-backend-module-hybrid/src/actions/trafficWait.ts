import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { entityRefOf } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { clientOf } from '../hybrid/client';
import { withTaskErrors } from '../hybrid/errors';
import { entityRefField, UNSUCCESSFUL } from '../hybrid/fields';
import { followShift } from '../hybrid/followShift';
import { entityUrl } from '../hybrid/links';
import type { HybridActionOptions } from '../hybrid/options';
import { serviceReport, shiftReport } from '../hybrid/report';
import {
  DRY_RUN_SHIFT,
  shiftOutputs,
  writeShiftOutputs,
} from '../hybrid/shiftOutputs';
import { endInWords } from '../hybrid/words';
import { examples } from './trafficWait.examples';

/**
 * Creates the action `hybrid:traffic:wait`, which follows a shift to its end and fails when it
 * did not succeed.
 *
 * @public
 */
export function createTrafficWaitAction(options: HybridActionOptions) {
  return createTemplateAction({
    id: 'hybrid:traffic:wait',
    description:
      'Waits for the end of a shift, with each of its events in the log. Fails when the shift did not succeed.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: entityRefField,
        shiftId: z =>
          z
            .string()
            .min(1)
            .describe('The id that hybrid:traffic:shift gave out'),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .min(1)
            .max(172_800)
            .describe(
              'How long to wait; then the step fails, and the shift goes on. Default: 3600',
            )
            .optional(),
        onCancel: z =>
          z
            .enum(['leave', 'abort', 'roll-back'])
            .describe(
              'What becomes of the shift when the task is cancelled. leave: it goes on. abort: it stops where it is. roll-back: it returns to the weights from before. Default: leave',
            )
            .optional(),
        failOn: z =>
          z
            .array(z.enum(UNSUCCESSFUL))
            .describe(
              'The ends that fail the step. Default: failed, aborted and rolled-back',
            )
            .optional(),
      },
      output: {
        ...shiftOutputs,
        recoveryTimeSeconds: z =>
          z
            .number()
            .describe(
              'Seconds from the request to the verified weights; absent when they were never verified',
            )
            .optional(),
        returnTimeSeconds: z =>
          z
            .number()
            .describe(
              'Seconds from the end of a drill to the old weights, verified',
            )
            .optional(),
      },
    },
    async handler(ctx) {
      const entityRef = entityRefOf(ctx.input);
      const { shiftId, failOn = UNSUCCESSFUL } = ctx.input;
      const client = clientOf(ctx, options);
      if (ctx.isDryRun && shiftId === DRY_RUN_SHIFT) {
        const status = await withTaskErrors(() => client.getService(entityRef));
        const { sites } = status;
        const from = {
          'on-prem': sites['on-prem'].weight,
          aws: sites.aws.weight,
        };
        ctx.logger.info('Dry run: there is no shift to wait for');
        const none = { id: shiftId, state: 'planned', from, to: from } as const;
        writeShiftOutputs(ctx, options, entityRef, none, serviceReport(status));
        return;
      }

      const shift = ctx.isDryRun
        ? await withTaskErrors(() => client.getShift(entityRef, shiftId))
        : await followShift(ctx, options, client, {
            entityRef,
            shiftId,
            timeoutSeconds: ctx.input.timeoutSeconds ?? 3600,
            onCancel: ctx.input.onCancel ?? 'leave',
          });
      ctx.logger.info(endInWords(shift));
      if (
        !ctx.isDryRun &&
        (failOn as readonly string[]).includes(shift.state)
      ) {
        throw new Error(
          `${endInWords(shift)} See ${entityUrl(
            options.config,
            entityRef,
          )}. A retried task makes no new shift: run the template again for one.`,
        );
      }
      writeShiftOutputs(ctx, options, entityRef, shift, shiftReport(shift));
      for (const name of [
        'recoveryTimeSeconds',
        'returnTimeSeconds',
      ] as const) {
        if (shift[name] !== undefined) ctx.output(name, shift[name]);
      }
    },
  });
}
