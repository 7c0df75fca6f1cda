import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { PlatformStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { isNotPermitted } from '../errors';
import { LiveResource } from '../live/LiveResource';
import { useLive } from '../live/useLive';

const INTERVAL_MS = 20_000;

/** What surrounds the services of a platform: its tunnels and DNS, kept live. */
export function useSurroundings(platform: string) {
  const api = useApi(hybridApiRef);
  const resource = useMemo(
    () =>
      new LiveResource<PlatformStatus>({
        load: signal => api.getPlatform(platform, { signal, services: 'none' }),
        intervalMs: () => INTERVAL_MS,
        discardsData: isNotPermitted,
      }),
    [api, platform],
  );
  return useLive(resource);
}
