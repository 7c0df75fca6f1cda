import { usePermission } from '@backstage/plugin-permission-react';
import {
  hybridTrafficApprovePermission,
  hybridTrafficForcePermission,
  hybridTrafficHoldPermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Whether the person who looks may do something with a service. */
export type May = 'checking' | 'allowed' | 'denied' | 'unknown';

const permissions = {
  shift: hybridTrafficShiftPermission,
  force: hybridTrafficForcePermission,
  hold: hybridTrafficHoldPermission,
  approve: hybridTrafficApprovePermission,
};

/** What a person may be permitted to do with a service. */
type TrafficAction = keyof typeof permissions;

/** Whether the person who looks may do it: a hint for the UI, the backend decides. */
export function useMay(action: TrafficAction, entityRef: string): May {
  const { loading, allowed, error } = usePermission({
    permission: permissions[action],
    resourceRef: entityRef,
  });
  if (allowed) return 'allowed';
  if (loading) return 'checking';
  return error ? 'unknown' : 'denied';
}
