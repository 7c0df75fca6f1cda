import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  actOnReplication,
  replicationOutputs,
} from '../hybrid/actOnReplication';
import type { HybridActionOptions } from '../hybrid/options';
import { replicationFields } from '../hybrid/replication';
import { examples } from './replicationStop.examples';

/**
 * Creates the action `hybrid:replication:stop`, which stops a replication where it is.
 *
 * @public
 */
export function createReplicationStopAction(options: HybridActionOptions) {
  return createTemplateAction({
    id: 'hybrid:replication:stop',
    description:
      'Stops a replication where it is, as the user who runs the template; hybrid:replication:start goes on from there. A dry run says whether it could.',
    examples,
    supportsDryRun: true,
    schema: { input: replicationFields, output: replicationOutputs },
    async handler(ctx) {
      await actOnReplication(ctx, options, ctx.input, {
        name: 'stop',
        act: (client, platform, id, write) =>
          client.stopReplication(platform, id, write),
      });
    },
  });
}
