import type {
  Hold,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridTrafficForcePermission } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { howToEnd, whoHolds } from '../aws/rule/holdInWords';
import { HybridError } from '../errors';

export function heldBy(hold: Pick<Hold, 'by' | 'until'>): HybridError {
  return new HybridError({
    code: 'service-held',
    message: `${whoHolds(hold)}.`,
    remedy: `${howToEnd(hold)}; whoever has the permission '${
      hybridTrafficForcePermission.name
    }' may release it too.`,
  });
}

/** A shift holds its service itself; `until` when that is the caller's own shift. */
export function shiftUnderWay(
  { requestedBy, createdAt }: ShiftSummary,
  until?: string,
): HybridError {
  return new HybridError({
    code: 'shift-active',
    message: `A shift of the service by ${requestedBy} since ${createdAt} is under way${
      until ? `, and holds it until ${until} at the latest` : ''
    }.`,
    remedy: until
      ? 'Hold the service for longer than that, or when the shift has ended.'
      : 'Wait until it has ended, or abort it.',
  });
}
