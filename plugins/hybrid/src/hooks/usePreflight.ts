import type { PreflightReport } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useLive } from '../live/useLive';

/** What speaks against a replication. It asks databases: only when somebody wants to know again. */
export function usePreflight(platform: string, id: string) {
  return useLive<PreflightReport>({
    key: ['preflight', platform, id],
    load: (api, signal) => api.getPreflight(platform, id, { signal }),
    intervalMs: () => undefined,
  });
}
