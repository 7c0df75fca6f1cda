import { requestFields } from './contract';
import { platformField, requestIdField, requestIdOf } from './fields';
import { replicationIdField } from './listReplications';
import type { ActionOptions } from './options';
import { replicationResultView } from './views';

export function registerStartReplication({
  registry,
  api,
}: ActionOptions): void {
  registry.register({
    name: 'start-replication',
    title: 'Start a replication',
    description:
      'Starts a database replication, or goes on where it stopped: the right one is chosen. startType reload-target loads everything anew over what the target has: use it only when the person asked for exactly that. Needs the permission hybrid.replication.control for the entity that the replication belongs to, and a signed-in user.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z
          .object({
            platform: platformField(z),
            replicationId: replicationIdField(z),
            startType: requestFields(
              z,
              'ReplicationStartRequest',
              'startType',
            ).startType.describe(
              'How to start. Leave it out to have it chosen.',
            ),
            requestId: requestIdField(z),
          })
          .strict(),
      output: replicationResultView,
    },
    action: async ({ input, credentials }) => {
      const { platform, replicationId, startType } = input;
      const requestId = requestIdOf(input);
      const result = await api.write(credentials, hybrid =>
        hybrid.startReplication(
          platform,
          replicationId,
          { ...(startType && { startType }) },
          { idempotencyKey: requestId },
        ),
      );
      return { output: { ...result, requestId } };
    },
  });
}
