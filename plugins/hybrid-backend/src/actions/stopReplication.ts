import { platformField, requestIdField, requestIdOf } from './fields';
import { replicationIdField } from './listReplications';
import type { ActionOptions } from './options';
import { replicationResultView } from './views';

export function registerStopReplication({
  registry,
  api,
}: ActionOptions): void {
  registry.register({
    name: 'stop-replication',
    title: 'Stop a replication',
    description:
      'Stops a database replication where it is; start-replication goes on from there. Meanwhile the receiving site falls behind, and moving traffic there loses writes. Needs the permission hybrid.replication.control for the entity that the replication belongs to, and a signed-in user.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z
          .object({
            platform: platformField(z),
            replicationId: replicationIdField(z),
            requestId: requestIdField(z),
          })
          .strict(),
      output: replicationResultView,
    },
    action: async ({ input, credentials }) => {
      const { platform, replicationId } = input;
      const requestId = requestIdOf(input);
      const result = await api.write(credentials, hybrid =>
        hybrid.stopReplication(platform, replicationId, {
          idempotencyKey: requestId,
        }),
      );
      return { output: { ...result, requestId } };
    },
  });
}
