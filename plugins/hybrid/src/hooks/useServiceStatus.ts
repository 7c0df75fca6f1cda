import { useEffect, useMemo } from 'react';
import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  HYBRID_SIGNAL_CHANNEL,
  type HybridSignal,
  type ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { isNotPermitted } from '../errors';
import { LiveResource } from '../live/LiveResource';
import { useLive } from '../live/useLive';

const IDLE_INTERVAL_MS = 10_000;
const SHIFTING_INTERVAL_MS = 1_500;

/**
 * How a service is served, kept live: by polling, faster while a shift is under way, and
 * at once when a signal says that something changed.
 */
export function useServiceStatus(entityRef: string) {
  const api = useApi(hybridApiRef);
  const signals = useApiHolder().get(signalApiRef);

  const resource = useMemo(
    () =>
      new LiveResource<ServiceStatus>({
        load: signal => api.getService(entityRef, { signal }),
        intervalMs: status =>
          status?.activeShift ? SHIFTING_INTERVAL_MS : IDLE_INTERVAL_MS,
        discardsData: isNotPermitted,
      }),
    [api, entityRef],
  );

  // Subscribed here rather than through useSignal, which keeps only the last signal: one
  // of another service right after ours would hide ours.
  useEffect(() => {
    const subscription = signals?.subscribe<HybridSignal>(
      HYBRID_SIGNAL_CHANNEL,
      signal => {
        if (signal.entityRef === entityRef) resource.refetch();
      },
    );
    return () => subscription?.unsubscribe();
  }, [signals, resource, entityRef]);

  return useLive(resource);
}
