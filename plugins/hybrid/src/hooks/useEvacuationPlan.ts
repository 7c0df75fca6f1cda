import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EvacuationPlan,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { LiveResource } from '../live/LiveResource';
import { useLive } from '../live/useLive';

/** A plan judges every service of the platform, so it is made less often than that of one. */
const REEVALUATE_MS = 30_000;

/** A large platform takes a while. */
const TIMEOUT_MS = 120_000;

/** The plan of leaving a site, kept up to date while it is looked at. */
export function useEvacuationPlan(platform: string, off: Site | undefined) {
  const api = useApi(hybridApiRef);
  const resource = useMemo(
    () =>
      off &&
      new LiveResource<EvacuationPlan>({
        load: signal => api.planEvacuation(platform, { off }, { signal }),
        intervalMs: () => REEVALUATE_MS,
        timeoutMs: TIMEOUT_MS,
      }),
    [api, platform, off],
  );
  return useLive(resource);
}
