import { requestFields } from './contract';
import { entityRefOf } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { entityRefField } from './fields';
import type { ActionOptions } from './options';
import { showShift } from './shows';
import { shiftView } from './views';

export function registerAbortShift({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'abort-shift',
    title: 'Abort a shift of traffic',
    description:
      'Asks a shift that is under way to stop where it is, or to go back to the weights from before; a drill always goes back. It returns at once; follow it with get-shift until `ended`. Repeating it changes nothing. Needs the permission hybrid.traffic.shift for the entity, and a signed-in user.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z
          .object({
            entityRef: entityRefField(z),
            shiftId: z.string().min(1).describe('The id of the shift.'),
            rollBack: requestFields(
              z,
              'AbortRequest',
              'rollBack',
            ).rollBack.describe(
              'true: go back to the weights from before. false: stay with those that are set now.',
            ),
          })
          .strict(),
      output: shiftView,
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input);
      const { shiftId, rollBack } = input;
      const shift = await api.write(credentials, hybrid =>
        hybrid.abortShift(entityRef, shiftId, { rollBack }),
      );
      return { output: showShift(shift) };
    },
  });
}
