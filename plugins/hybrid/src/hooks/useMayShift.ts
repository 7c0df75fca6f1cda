import { usePermission } from '@backstage/plugin-permission-react';
import { hybridTrafficShiftPermission } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Whether the person who looks may shift a service's traffic. */
export type MayShift = 'checking' | 'allowed' | 'denied' | 'unknown';

export function useMayShift(entityRef: string): MayShift {
  const { loading, allowed, error } = usePermission({
    permission: hybridTrafficShiftPermission,
    resourceRef: entityRef,
  });
  if (allowed) return 'allowed';
  if (loading) return 'checking';
  return error ? 'unknown' : 'denied';
}
