import {
  entityRefOf,
  planRequestOf,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  entityRefField,
  planFields,
  plannedField,
  reasonField,
  requestIdField,
  requestIdOf,
} from './fields';
import type { ActionOptions } from './options';
import { showShift } from './shows';
import { shiftView } from './views';

export function registerStartShift({ registry, api }: ActionOptions): void {
  registry.register({
    name: 'start-shift',
    title: 'Start a shift of traffic',
    description:
      'Moves production traffic of a service between its sites. Use plan-shift first, start only what the person asked for, and give what it was planned from in `planned`. It returns at once; follow it with get-shift until `ended`. A failed safety rule refuses it, and no input here overrides one. Needs the permission hybrid.traffic.shift for the entity, and a signed-in user.',
    // Not idempotent: without a requestId, every call is another shift.
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z
          .object({
            entityRef: entityRefField(z),
            ...planFields(z),
            reason: reasonField(z),
            planned: plannedField(z),
            requestId: requestIdField(z),
          })
          .strict(),
      output: z => shiftView(z).extend({ requestId: z.string() }),
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input);
      const requestId = requestIdOf(input);
      const { reason, planned } = input;
      const request = {
        ...planRequestOf(input),
        reason,
        ...(planned && { planned }),
      };
      const shift = await api.write(credentials, hybrid =>
        hybrid.shift(entityRef, request, { idempotencyKey: requestId }),
      );
      return { output: { ...showShift(shift), requestId } };
    },
  });
}
