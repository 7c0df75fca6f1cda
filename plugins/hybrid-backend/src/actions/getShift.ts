import { entityRefOf } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { entityRefField } from './fields';
import { READS, type ActionOptions } from './options';
import { showShift } from './shows';
import { shiftView } from './views';

export function registerGetShift({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'get-shift',
    title: 'Get a shift of traffic',
    description:
      'Shows a shift: its state, progress, latest events, and when it ended how long the recovery took or why it did not succeed. While it is under way, ask again every few seconds. Needs the permission hybrid.service.read for the entity.',
    attributes: READS,
    schema: {
      input: z =>
        z
          .object({
            entityRef: entityRefField(z),
            shiftId: z
              .string()
              .min(1)
              .describe('The id that start-shift or get-service gave.'),
            events: z
              .number()
              .int()
              .min(0)
              .max(100)
              .describe('How many of the latest events to show. Default 20.')
              .optional(),
          })
          .strict(),
      output: shiftView,
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input);
      const shift = await api.read(credentials, hybrid =>
        hybrid.getShift(entityRef, input.shiftId),
      );
      return { output: showShift(shift, input.events) };
    },
  });
}
