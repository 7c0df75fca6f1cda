import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { assertEntityTag } from '../../access/entityAccess';
import type { PlatformAws } from '../../aws/PlatformAws';
import { HybridError } from '../../errors';
import type { PlatformService } from '../../platforms/PlatformService';
import { assertRoutable } from '../../platforms/routable';
import { bringBack } from '../../platforms/remedies';
import { ListenerRuleTarget } from '../target/ListenerRuleTarget';
import type { ShiftTarget } from '../target/ShiftTarget';
import type { OnEnd } from './ShiftRunner';

/**
 * What a shift works on that another process began. The rule must still be the entity's:
 * nobody who asked for the shift is there to be asked again.
 */
export async function locateShift(
  platforms: PlatformService,
  aws: (platformId: string) => PlatformAws,
  shift: Shift,
): Promise<ShiftTarget> {
  const { id } = platforms.platform(shift.platform);
  const { snapshot } = await platforms.snapshot(id);
  const found = snapshot.services.find(({ name }) => name === shift.service);
  if (!found) {
    throw new HybridError({
      code: 'service-not-found',
      message: `The platform '${id}' has no service '${shift.service}' any more.`,
      remedy: bringBack(id, shift.service),
    });
  }
  assertEntityTag(shift.entityRef, found.ruleArns[0], found.ruleTags);
  return new ListenerRuleTarget(aws(id), assertRoutable(found));
}

/** Audits how a shift ended that another process began, and can no longer tell of. */
export async function auditTakeover(
  auditor: AuditorService,
  shift: Shift,
): Promise<OnEnd> {
  const event = await auditor.createEvent({
    eventId: 'traffic-shift',
    severityLevel: 'medium',
    meta: {
      entityRef: shift.entityRef,
      kind: shift.kind,
      requestedBy: shift.requestedBy,
      takenOver: true,
    },
  });
  return async ({ state, problem }) => {
    const meta = { shiftId: shift.id, state };
    if (problem) await event.fail({ meta, error: new HybridError(problem) });
    else await event.success({ meta });
  };
}
