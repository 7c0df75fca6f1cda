import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { PlatformSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { LiveResource } from '../live/LiveResource';
import { useLive } from '../live/useLive';

const INTERVAL_MS = 30_000;

/** The platforms that the person who looks may see. */
export function usePlatforms() {
  const api = useApi(hybridApiRef);
  const resource = useMemo(
    () =>
      new LiveResource<PlatformSummary[]>({
        load: signal => api.getPlatforms({ signal }),
        intervalMs: () => INTERVAL_MS,
      }),
    [api],
  );
  return useLive(resource);
}
