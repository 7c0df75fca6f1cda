import { platformField } from './fields';
import { READS, type ActionOptions } from './options';
import { replicationView } from './views';
import type { Z } from './zodOf';

export const replicationIdField = (z: Z) =>
  z
    .string()
    .min(1)
    .describe("The replication's id. list-replications tells the ids.");

export function registerListReplications({
  registry,
  api,
}: ActionOptions): void {
  registry.register({
    name: 'list-replications',
    title: 'List replications',
    description:
      'Lists the database replications (AWS DMS) of a platform: state, lag in seconds and when it was measured (a lag that is left out is not known, and not zero), tables in error, full-load progress, connections of both ends, what an error means, and which actions are possible now.',
    attributes: READS,
    schema: {
      input: z => z.object({ platform: platformField(z) }).strict(),
      output: z => z.object({ replications: z.array(replicationView(z)) }),
    },
    action: async ({ input, credentials }) => {
      const replications = await api.read(credentials, hybrid =>
        hybrid.getReplications(input.platform),
      );
      return { output: { replications } };
    },
  });
}
