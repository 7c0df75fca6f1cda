import type {
  EvacuationPlan,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useLive } from '../live/useLive';

/** A plan judges every service of the platform, so it is made less often than that of one. */
const REEVALUATE_MS = 30_000;

/** A large platform takes a while. */
const TIMEOUT_MS = 120_000;

/** The plan of leaving a site, kept up to date while it is looked at. */
export function useEvacuationPlan(platform: string, off: Site) {
  return useLive<EvacuationPlan>({
    key: ['evacuation plan', platform, off],
    load: (api, signal) => api.planEvacuation(platform, { off }, { signal }),
    intervalMs: () => REEVALUATE_MS,
    timeoutMs: TIMEOUT_MS,
  });
}
