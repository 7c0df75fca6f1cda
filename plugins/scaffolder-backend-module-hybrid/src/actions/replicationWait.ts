import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ConflictError } from '@backstage/errors';
import {
  isLoadedOnce,
  mayReceiveAt,
  receiverUnknown,
  type ReplicationStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { clientOf } from '../hybrid/client';
import { withTaskErrors } from '../hybrid/errors';
import { siteField } from '../hybrid/fields';
import { followReplication } from '../hybrid/followReplication';
import type { HybridActionOptions } from '../hybrid/options';
import {
  pickReplication,
  platformOf,
  replicationFields,
} from '../hybrid/replication';
import { replicationInWords } from '../hybrid/report';
import { examples } from './replicationWait.examples';

/**
 * Creates the action `hybrid:replication:wait`, which waits until a replication has caught up.
 *
 * @public
 */
export function createReplicationWaitAction(options: HybridActionOptions) {
  return createTemplateAction({
    id: 'hybrid:replication:wait',
    description:
      'Waits until a replication has caught up, with its lag in the log; as the safety rule judges it, so tables in error and a lag that was measured long ago do not count as caught up. A dry run tells the lag and does not wait.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...replicationFields,
        receivingSite: z =>
          siteField(z)
            .describe(
              'The site that is to have caught up, where replicationId is not given. When no replication brings data there, or only one that loads once and has, there is nothing to wait for.',
            )
            .optional(),
        maxLagSeconds: z =>
          z
            .number()
            .min(0)
            .max(86_400)
            .describe('The lag at which it counts as caught up. Default: 10')
            .optional(),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .min(1)
            .max(172_800)
            .describe('How long to wait; then the step fails. Default: 1800')
            .optional(),
      },
      output: {
        platform: z => z.string().describe("The platform's id"),
        caughtUp: z =>
          z
            .boolean()
            .describe(
              'Whether it has caught up; true when there is nothing to wait for',
            ),
        replicationId: z =>
          z
            .string()
            .describe("The replication's id; absent when there is none")
            .optional(),
        lagSeconds: z =>
          z
            .number()
            .describe(
              'The lag when it was measured; absent when it is not known',
            )
            .optional(),
        lagMeasuredAt: z =>
          z
            .string()
            .describe('When it was measured, as an ISO time; absent when never')
            .optional(),
        text: z => z.string().describe('How it is, in one sentence'),
      },
    },
    async handler(ctx) {
      const {
        receivingSite,
        maxLagSeconds = 10,
        timeoutSeconds = 1800,
      } = ctx.input;
      const client = clientOf(ctx, options);
      const platform = await platformOf(client, ctx.input);
      const read = (signal?: AbortSignal) =>
        client.getReplications(platform, { signal });
      const { replicationId } = ctx.input;
      const all = await withTaskErrors(() => read());
      const chosen = pickReplication(
        platform,
        // Who means a site does not mean what has brought there all that it ever will.
        replicationId ? all : all.filter(each => !isLoadedOnce(each)),
        replicationId,
        receivingSite,
      );
      const output = (
        replication: ReplicationStatus | undefined,
        caughtUp: boolean,
        text: string,
      ) => {
        ctx.output('platform', platform);
        ctx.output('caughtUp', caughtUp);
        ctx.output('text', text);
        if (replication) ctx.output('replicationId', replication.id);
        if (replication?.lagSeconds !== undefined) {
          ctx.output('lagSeconds', replication.lagSeconds);
        }
        if (replication?.lagMeasuredAt !== undefined) {
          ctx.output('lagMeasuredAt', replication.lagMeasuredAt);
        }
      };

      if (!chosen) {
        const over = all.filter(
          each =>
            isLoadedOnce(each) &&
            (!receivingSite || mayReceiveAt(each, receivingSite)),
        );
        const text = `No replication of ${platform} brings data to ${
          receivingSite ?? 'any site'
        }: there is nothing to wait for.${
          over.length > 0
            ? ` ${over
                .map(({ id }) => id)
                .join(
                  ' and ',
                )} only loaded once, and not what was written since.`
            : ''
        }`;
        ctx.logger.info(text);
        output(undefined, true, text);
        return;
      }
      if (receivingSite && !replicationId && !chosen.receivingSite) {
        const { reason, remedy } = receiverUnknown(chosen);
        throw new ConflictError(`${reason} ${remedy}`);
      }
      const { replication, caughtUp, over, reason } = await followReplication(
        ctx,
        options,
        {
          id: chosen.id,
          read,
          maxLagSeconds,
          timeoutSeconds,
        },
      );
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run, not waiting. ${replicationInWords(replication)}`,
        );
      }
      output(replication, caughtUp || over === true, reason);
    },
  });
}
