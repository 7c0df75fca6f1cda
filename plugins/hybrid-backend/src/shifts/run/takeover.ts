import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { assertEntityTag } from '../../access/entityAccess';
import type { PlatformAws } from '../../aws/PlatformAws';
import { HybridError, problemIn } from '../../errors';
import type { PlatformService } from '../../platforms/PlatformService';
import { assertRoutable } from '../../platforms/routable';
import type { ServiceSnapshot } from '../../platforms/snapshot';
import { bringBack } from '../../platforms/remedies';
import { ListenerRuleTarget } from '../target/ListenerRuleTarget';
import type { RoutesLook } from '../target/RoutesLook';
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
  return targetOf(aws(id), shift, found);
}

/**
 * Which routes the service of a shift has by now. One that is not the entity's, or cannot be
 * operated, is nothing that the shift may move: the answer says why.
 */
export async function lookForRoutes(
  platforms: PlatformService,
  aws: (platformId: string) => PlatformAws,
  shift: Shift,
): Promise<RoutesLook> {
  const { snapshot, info } = await platforms.snapshot(shift.platform);
  const found = snapshot.services.find(({ name }) => name === shift.service);
  if (info.stale || !found || found.unread) return 'unknown';
  const ids = found.ruleArns;
  try {
    const target = targetOf(aws(shift.platform), shift, found);
    return { ids, of: { target } };
  } catch (error) {
    const problem = problemIn(error);
    if (!problem) throw error;
    return { ids, of: { problem } };
  }
}

function targetOf(
  aws: PlatformAws,
  shift: Shift,
  service: ServiceSnapshot,
): ShiftTarget {
  assertEntityTag(shift.entityRef, service, service.ruleTags);
  return new ListenerRuleTarget(aws, assertRoutable(service));
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
