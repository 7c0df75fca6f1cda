import { answerView } from './contract';
import { platformField } from './fields';
import { replicationIdField } from './listReplications';
import { READS, type ActionOptions } from './options';

export function registerPreflightReplication({
  registry,
  api,
}: ActionOptions): void {
  registry.register({
    name: 'preflight-replication',
    title: 'Preflight of a replication',
    description:
      'Checks whether a replication can be started and will keep up: connections, binlog settings, retention, backups, grants, versions. Each check has a result, the evidence and what to do. Changes nothing.',
    attributes: READS,
    schema: {
      input: z =>
        z
          .object({
            platform: platformField(z),
            replicationId: replicationIdField(z),
          })
          .strict(),
      output: z => answerView(z, 'PreflightReport'),
    },
    action: async ({ input, credentials }) => {
      const report = await api.read(credentials, hybrid =>
        hybrid.getPreflight(input.platform, input.replicationId),
      );
      return { output: report };
    },
  });
}
