import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  otherSite,
  type SafetyRuleId,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { assertEntityTag, type RoutedService } from '../access/entityAccess';
import type { PlatformConfig } from '../config';
import { HybridError } from '../errors';
import { bringBack } from '../platforms/remedies';
import type { SnapshotView } from '../platforms/SnapshotService';
import type { ShiftService } from '../shifts/ShiftService';
import { leavingSite, type EvacuationRow, type ItemRow } from './rows';

/**
 * What starts the shift of an item, in the name of who started or last resumed the evacuation;
 * or finds the one that was started for the same attempt.
 */
export function startItemShift(options: {
  shifts: Pick<ShiftService, 'start'>;
  auditor: AuditorService;
  platform(id: string): PlatformConfig;
  /** The platform as it was a moment ago. */
  view(platformId: string): Promise<SnapshotView>;
}): (evacuation: EvacuationRow, item: ItemRow) => Promise<Shift> {
  const { shifts, auditor, platform, view } = options;
  return async (evacuation, item) => {
    const { id, platform: platformId, acting: actingAs } = evacuation;
    const { shift } = await shifts.start({
      route: async () =>
        routeItem(platform(platformId), await view(platformId), item),
      request: {
        kind: 'failover',
        to: otherSite(leavingSite(evacuation)),
        reason: evacuation.reason,
        ...forceOf(evacuation),
      },
      requestedBy: actingAs,
      idempotencyKey: `${id}/${item.service}/${item.attempt}`,
      evacuationId: id,
      audit: await auditor.createEvent({
        eventId: 'traffic-shift',
        severityLevel: 'medium',
        meta: {
          entityRef: item.entity_ref,
          requestedBy: actingAs,
          evacuationId: id,
        },
      }),
    });
    return shift;
  };
}

/**
 * The service of an item, whose starter was asked for the permission when the evacuation was
 * started. The rule must still be tagged with the entity that the permission was for.
 */
function routeItem(
  platform: PlatformConfig,
  view: SnapshotView,
  { service: name, entity_ref: entityRef }: ItemRow,
): RoutedService {
  const service = view.snapshot.services.find(one => one.name === name);
  if (!service) {
    throw new HybridError({
      code: 'service-not-found',
      message: `The platform '${platform.id}' has no service '${name}' any more.`,
      remedy: bringBack(platform.id, name),
    });
  }
  assertEntityTag(entityRef, service, service.ruleTags);
  return { entityRef, platform, service, view };
}

function forceOf({ force }: EvacuationRow): { force?: SafetyRuleId[] } {
  return force ? { force: JSON.parse(force) } : {};
}
