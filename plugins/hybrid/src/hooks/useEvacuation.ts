import type {
  Evacuation,
  EvacuationState,
  EvacuationSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isNotPermitted } from '../errors';
import { useLive } from '../live/useLive';
import { useSignals } from './useSignals';

const RUNNING_INTERVAL_MS = 1_500;
const IDLE_INTERVAL_MS = 30_000;

/** Whether shifts of an evacuation are under way or to come. */
export function isUnderWay(state: EvacuationState): boolean {
  return state === 'running' || state === 'aborting';
}

/** An evacuation with the result of each service, followed until its end. */
export function useEvacuation(platform: string, id: string) {
  return useLive<Evacuation>({
    key: ['evacuation', platform, id],
    load: (api, signal) => api.getEvacuation(platform, id, { signal }),
    // Somebody else may resume one that ended.
    intervalMs: evacuation =>
      !evacuation || isUnderWay(evacuation.state)
        ? RUNNING_INTERVAL_MS
        : IDLE_INTERVAL_MS,
    discardsData: isNotPermitted,
  });
}

/** The evacuations of a platform, newest first. */
export function useEvacuations(platform: string) {
  const live = useLive<EvacuationSummary[]>({
    key: ['evacuations', platform],
    load: (api, signal) => api.getEvacuations(platform, { signal }),
    intervalMs: evacuations =>
      evacuations?.some(({ state }) => isUnderWay(state))
        ? 2 * RUNNING_INTERVAL_MS
        : IDLE_INTERVAL_MS,
    discardsData: isNotPermitted,
  });
  useSignals(signal => {
    if (signal.platform !== platform || !signal.evacuationId) return;
    // Those that are known to be under way are polled.
    const isKnown = live.data?.some(
      ({ id, state }) => id === signal.evacuationId && isUnderWay(state),
    );
    if (!isKnown) live.refetch();
  });
  return live;
}
