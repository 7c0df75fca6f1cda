import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  actOnReplication,
  replicationOutputs,
} from '../hybrid/actOnReplication';
import type { HybridActionOptions } from '../hybrid/options';
import { replicationFields } from '../hybrid/replication';
import { examples } from './replicationStart.examples';

/**
 * Creates the action `hybrid:replication:start`, which starts a replication or goes on with it.
 *
 * @public
 */
export function createReplicationStartAction(options: HybridActionOptions) {
  return createTemplateAction({
    id: 'hybrid:replication:start',
    description:
      'Starts a replication, as the user who runs the template. A dry run says whether and how it would start.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...replicationFields,
        startType: z =>
          z
            .enum(['start-replication', 'resume-processing', 'reload-target'])
            .describe(
              'start-replication: the first start. resume-processing: go on where it stopped. reload-target: load everything anew. Default: the right one for its state, which is never reload-target.',
            )
            .optional(),
      },
      output: replicationOutputs,
    },
    async handler(ctx) {
      const { startType } = ctx.input;
      const request = startType ? { startType } : {};
      await actOnReplication(ctx, options, ctx.input, {
        name: 'start',
        request,
        act: (client, platform, id, write) =>
          client.startReplication(platform, id, request, write),
      });
    },
  });
}
