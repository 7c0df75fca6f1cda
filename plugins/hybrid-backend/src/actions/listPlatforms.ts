import { READS, type ActionOptions } from './options';
import { platformView } from './views';

export function registerListPlatforms({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'list-platforms',
    title: 'List hybrid platforms',
    description:
      'Lists the hybrid platforms that you may see. A platform serves services from two sites at once, on-prem and aws. Begin here to get the ids that the other hybrid tools take. A snapshot that is stale tells that AWS cannot be read at the moment, and why.',
    attributes: READS,
    schema: {
      input: z => z.object({}).strict(),
      output: z => z.object({ platforms: z.array(platformView(z)) }),
    },
    action: async ({ credentials }) => {
      const platforms = await api.read(credentials, hybrid =>
        hybrid.getPlatforms(),
      );
      return { output: { platforms } };
    },
  });
}
