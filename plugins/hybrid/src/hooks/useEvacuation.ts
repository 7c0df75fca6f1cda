import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Evacuation,
  EvacuationState,
  EvacuationSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { isNotPermitted } from '../errors';
import { LiveResource } from '../live/LiveResource';
import { useLive } from '../live/useLive';
import { usePlatformSignals } from './usePlatformSignals';

const RUNNING_INTERVAL_MS = 1_500;
const IDLE_INTERVAL_MS = 30_000;

/** Whether shifts of an evacuation are under way or to come. */
export function isUnderWay(state: EvacuationState): boolean {
  return state === 'running' || state === 'aborting';
}

/** An evacuation with the result of each service, followed until its end. */
export function useEvacuation(platform: string, id: string) {
  const api = useApi(hybridApiRef);
  const resource = useMemo(
    () =>
      new LiveResource<Evacuation>({
        load: signal => api.getEvacuation(platform, id, { signal }),
        // Somebody else may resume one that ended.
        intervalMs: evacuation =>
          !evacuation || isUnderWay(evacuation.state)
            ? RUNNING_INTERVAL_MS
            : IDLE_INTERVAL_MS,
        discardsData: isNotPermitted,
      }),
    [api, platform, id],
  );
  return useLive(resource);
}

/** The evacuations of a platform, newest first. */
export function useEvacuations(platform: string) {
  const api = useApi(hybridApiRef);
  const resource = useMemo(
    () =>
      new LiveResource<EvacuationSummary[]>({
        load: signal => api.getEvacuations(platform, { signal }),
        intervalMs: evacuations =>
          evacuations?.some(({ state }) => isUnderWay(state))
            ? 2 * RUNNING_INTERVAL_MS
            : IDLE_INTERVAL_MS,
        discardsData: isNotPermitted,
      }),
    [api, platform],
  );
  const onSignal = useMemo(
    () => (signal: { evacuationId?: string }) => {
      // Those that are known to be under way are polled.
      const isKnown = resource.state.data?.some(
        ({ id, state }) => id === signal.evacuationId && isUnderWay(state),
      );
      if (signal.evacuationId && !isKnown) resource.refetch();
    },
    [resource],
  );
  usePlatformSignals(platform, onSignal);
  return useLive(resource);
}
