import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isNotPermitted } from '../errors';
import { useLive } from '../live/useLive';
import { useSignals } from './useSignals';

const IDLE_INTERVAL_MS = 10_000;
const SHIFTING_INTERVAL_MS = 1_500;

/**
 * How a service is served, kept live: by polling, faster while a shift is under way, and
 * at once when a signal says that something changed.
 */
export function useServiceStatus(entityRef: string) {
  const live = useLive<ServiceStatus>({
    key: ['service', entityRef],
    load: (api, signal) => api.getService(entityRef, { signal }),
    intervalMs: status =>
      status?.activeShift ? SHIFTING_INTERVAL_MS : IDLE_INTERVAL_MS,
    discardsData: isNotPermitted,
  });
  useSignals(signal => {
    if (signal.entityRef === entityRef) live.refetch();
  });
  return live;
}
