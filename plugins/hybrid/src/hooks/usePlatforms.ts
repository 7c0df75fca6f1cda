import type { PlatformSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useLive } from '../live/useLive';

const INTERVAL_MS = 30_000;

/** The platforms that the person who looks may see. */
export function usePlatforms() {
  return useLive<PlatformSummary[]>({
    key: ['platforms'],
    load: (api, signal) => api.getPlatforms({ signal }),
    intervalMs: () => INTERVAL_MS,
  });
}
