import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  entityRefOf,
  HOLD_SECONDS,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { clientOf } from '../hybrid/client';
import { withTaskErrors } from '../hybrid/errors';
import { entityRefField, reasonField } from '../hybrid/fields';
import { oncePerTask } from '../hybrid/once';
import type { HybridActionOptions } from '../hybrid/options';
import { holdReport } from '../hybrid/report';
import { shiftOutputs } from '../hybrid/shiftOutputs';
import { durationInWords } from '../hybrid/words';
import { examples } from './trafficHold.examples';

/**
 * Creates the action `hybrid:traffic:hold`, which keeps everybody else and all automation from
 * shifting a service for a time.
 *
 * @public
 */
export function createTrafficHoldAction(options: HybridActionOptions) {
  return createTemplateAction({
    id: 'hybrid:traffic:hold',
    description:
      'Holds a service for the user who runs the template: nobody else and no automation shifts its traffic until the hold expires. A dry run tells who holds it now.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: entityRefField,
        durationSeconds: z =>
          z
            .number()
            .int()
            .min(HOLD_SECONDS.min)
            .max(HOLD_SECONDS.max)
            .describe('How long, from a minute to a week'),
        reason: reasonField,
      },
      output: {
        by: z => z.string().describe('Who holds it').optional(),
        until: z => z.string().describe('When the hold expires').optional(),
        entityRef: shiftOutputs.entityRef,
        text: shiftOutputs.text,
      },
    },
    async handler(ctx) {
      const entityRef = entityRefOf(ctx.input);
      const { durationSeconds, reason } = ctx.input;
      const client = clientOf(ctx, options);
      ctx.output('entityRef', entityRef);

      if (ctx.isDryRun) {
        const { hold } = await withTaskErrors(() =>
          client.getService(entityRef),
        );
        const now = hold
          ? holdReport(entityRef, hold)
          : `Nobody holds ${entityRef}.`;
        ctx.logger.info(
          `Dry run, nothing was held. It would be held for ${durationInWords(
            durationSeconds,
          )}. ${now}`,
        );
        if (hold) ctx.output('by', hold.by);
        if (hold) ctx.output('until', hold.until);
        ctx.output('text', now);
        return;
      }

      // A retried task must not prolong it.
      const hold = await oncePerTask(ctx, { hold: entityRef }, () =>
        client.hold(entityRef, { durationSeconds, reason }),
      );
      const text = holdReport(entityRef, hold);
      ctx.logger.info(text);
      ctx.output('by', hold.by);
      ctx.output('until', hold.until);
      ctx.output('text', text);
    },
  });
}
