import { answerView } from './contract';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { platformField } from './fields';
import { READS, type ActionOptions } from './options';
import { showServiceSummary } from './shows';
import { platformView, serviceSummaryView } from './views';

type Only =
  | 'not-healthy'
  | 'diverged'
  | 'drifted'
  | 'held'
  | 'shifting'
  | 'not-ready'
  | 'readiness-unknown';

const ONLY: Record<Only, (status: ServiceStatus) => boolean> = {
  'not-healthy': ({ sites }) =>
    Object.values(sites).some(({ health }) => health !== 'healthy'),
  diverged: ({ diverged }) => diverged === true,
  drifted: ({ drift }) => drift !== undefined,
  held: ({ hold }) => hold !== undefined,
  shifting: ({ activeShift }) => activeShift !== undefined,
  'not-ready': ({ readiness }) =>
    Object.values(readiness ?? {}).some(({ ready }) => !ready),
  'readiness-unknown': ({ readiness }) => readiness === undefined,
};
const CHOICES = Object.keys(ONLY) as [Only, ...Only[]];

export function registerGetPlatform({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'get-platform',
    title: 'Get a hybrid platform',
    description:
      'Shows one hybrid platform: its services in one line each (weights, listener rules that disagree, health per site, drift, hold, shift under way), VPN tunnels and replications in short. There can be 1,000 services: narrow them with `only` and `search`, and page with `offset`. get-service tells more of one service.',
    attributes: READS,
    schema: {
      input: z =>
        z
          .object({
            platform: platformField(z),
            only: z
              .enum(CHOICES)
              .describe('Only services that are so.')
              .optional(),
            search: z
              .string()
              .describe(
                "Only services with this in the service's name or entity.",
              )
              .optional(),
            offset: z
              .number()
              .int()
              .min(0)
              .describe(
                'How many services to leave out at the beginning. Default 0.',
              )
              .optional(),
            limit: z
              .number()
              .int()
              .min(1)
              .max(100)
              .describe('How many services to show. Default 25.')
              .optional(),
          })
          .strict(),
      output: z =>
        platformView(z).extend({
          counts: z
            .record(z.number())
            .describe('How many services there are of each sort, and in all'),
          matching: z.number().describe('How many services match'),
          items: z.array(serviceSummaryView(z)),
          brokenServices: z
            .array(z.object({ service: z.string(), message: z.string() }))
            .describe('Services whose listener rule or tags are wrong'),
          notKnown: answerView(z, 'PlatformStatus', 'notKnown').shape.notKnown,
          tunnels: z.array(
            answerView(
              z,
              'TunnelStatus',
              'connectionId',
              'outsideIpAddress',
              'state',
              'message',
            ),
          ),
          replications: z.array(
            answerView(
              z,
              'ReplicationStatus',
              'id',
              'state',
              'lagSeconds',
              'lagProblem',
              'lagMeasuredAt',
              'tables',
            ),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const platform = await api.read(credentials, hybrid =>
        hybrid.getPlatform(input.platform),
      );
      const { serviceStatuses } = platform;
      const search = input.search?.toLocaleLowerCase('en-US') ?? '';
      const matching = serviceStatuses.filter(
        status =>
          (!input.only || ONLY[input.only](status)) &&
          `${status.service} ${status.entityRef}`
            .toLocaleLowerCase('en-US')
            .includes(search),
      );
      const { offset = 0, limit = 25 } = input;
      return {
        output: {
          ...platform,
          counts: {
            all: serviceStatuses.length,
            ...Object.fromEntries(
              CHOICES.map(only => [
                only,
                serviceStatuses.filter(ONLY[only]).length,
              ]),
            ),
          },
          matching: matching.length,
          items: matching.slice(offset, offset + limit).map(showServiceSummary),
          brokenServices: platform.brokenServices
            .slice(0, limit)
            .map(({ service, problem }) => ({
              service,
              message: `${problem.message} ${problem.remedy}`,
            })),
        },
      };
    },
  });
}
