import { useEffect, useMemo } from 'react';
import type { PlatformStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isNotPermitted } from '../errors';
import { throttled } from '../live/throttled';
import { useLive } from '../live/useLive';
import { useSignals } from './useSignals';

/** With the ten seconds for which the backend keeps an answer, a lost site shows within fifteen. */
const IDLE_INTERVAL_MS = 5_000;
const SHIFTING_INTERVAL_MS = 5_000;

/**
 * An evacuation sends signals by the hundred. The view of a thousand services is large, so
 * that they lead to one fetch in a while, not to one each.
 */
const SIGNALS_INTERVAL_MS = 3_000;

/** A platform with all its services, kept live. */
export function usePlatform(id: string) {
  const live = useLive<PlatformStatus>({
    key: ['platform', id],
    load: (api, signal) => api.getPlatform(id, { signal }),
    intervalMs: platform =>
      platform?.serviceStatuses.some(({ activeShift }) => activeShift)
        ? SHIFTING_INTERVAL_MS
        : IDLE_INTERVAL_MS,
    discardsData: isNotPermitted,
  });

  const { refetch } = live;
  const refetchSoon = useMemo(
    () => throttled(refetch, SIGNALS_INTERVAL_MS),
    [refetch],
  );
  useEffect(() => refetchSoon.cancel, [refetchSoon]);
  useSignals(signal => {
    const isAbout =
      signal.platform === id ||
      live.data?.serviceStatuses.some(
        ({ entityRef }) => entityRef === signal.entityRef,
      );
    if (isAbout) refetchSoon();
  });
  return live;
}
