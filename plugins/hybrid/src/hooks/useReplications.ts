import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { isNotPermitted } from '../errors';
import { LiveResource } from '../live/LiveResource';
import { useLive } from '../live/useLive';
import { usePlatformSignals } from './usePlatformSignals';

const IDLE_INTERVAL_MS = 15_000;
const CHANGING_INTERVAL_MS = 3_000;

/** DMS's states, and tests, that end by themselves soon. */
const CHANGING = /ing$/;

/** The replications of a platform, kept live; faster while one of them is changing. */
export function useReplications(platform: string) {
  const api = useApi(hybridApiRef);
  const resource = useMemo(
    () =>
      new LiveResource<ReplicationStatus[]>({
        load: signal => api.getReplications(platform, { signal }),
        intervalMs: replications =>
          replications?.some(isChanging)
            ? CHANGING_INTERVAL_MS
            : IDLE_INTERVAL_MS,
        discardsData: isNotPermitted,
      }),
    [api, platform],
  );
  usePlatformSignals(platform, resource.refetch);
  return useLive(resource);
}

function isChanging({ state, endpoints }: ReplicationStatus): boolean {
  return (
    (state !== 'running' && CHANGING.test(state)) ||
    endpoints.some(({ connection }) => connection === 'testing')
  );
}
