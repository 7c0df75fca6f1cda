import { useEffect, useMemo } from 'react';
import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  HYBRID_SIGNAL_CHANNEL,
  type HybridSignal,
  type PlatformStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { isNotPermitted } from '../errors';
import { LiveResource } from '../live/LiveResource';
import { useLive } from '../live/useLive';
import { throttled } from '../live/throttled';

const IDLE_INTERVAL_MS = 15_000;
const SHIFTING_INTERVAL_MS = 5_000;

/**
 * An evacuation sends signals by the hundred. The view of a thousand services is large, so
 * that they lead to one fetch in a while, not to one each.
 */
const SIGNALS_INTERVAL_MS = 3_000;

/** A platform with all its services, kept live. */
export function usePlatform(id: string) {
  const api = useApi(hybridApiRef);
  const signals = useApiHolder().get(signalApiRef);

  const resource = useMemo(
    () =>
      new LiveResource<PlatformStatus>({
        load: signal => api.getPlatform(id, { signal }),
        intervalMs: platform =>
          platform?.serviceStatuses.some(({ activeShift }) => activeShift)
            ? SHIFTING_INTERVAL_MS
            : IDLE_INTERVAL_MS,
        discardsData: isNotPermitted,
      }),
    [api, id],
  );

  useEffect(() => {
    if (!signals) return undefined;
    const refetch = throttled(resource.refetch, SIGNALS_INTERVAL_MS);
    const isAbout = (signal: HybridSignal) =>
      signal.platform === id ||
      resource.state.data?.serviceStatuses.some(
        ({ entityRef }) => entityRef === signal.entityRef,
      );
    const subscription = signals.subscribe<HybridSignal>(
      HYBRID_SIGNAL_CHANNEL,
      signal => isAbout(signal) && refetch(),
    );
    return () => {
      subscription.unsubscribe();
      refetch.cancel();
    };
  }, [signals, resource, id]);

  return useLive(resource);
}
