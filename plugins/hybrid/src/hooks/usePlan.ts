import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Plan,
  PlanRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { LiveResource } from '../live/LiveResource';
import { useLive } from '../live/useLive';

const REEVALUATE_MS = 10_000;

/**
 * The plan of a shift, evaluated again and again while it is looked at: what was allowed
 * when the dialog was opened may not be a minute later. Nothing while `request` is not known.
 */
export function usePlan(entityRef: string, request: PlanRequest | undefined) {
  const api = useApi(hybridApiRef);
  const key = request && JSON.stringify(request);

  const resource = useMemo(
    () =>
      key === undefined
        ? undefined
        : new LiveResource<Plan>({
            load: signal =>
              api.plan(entityRef, JSON.parse(key) as PlanRequest, { signal }),
            intervalMs: () => REEVALUATE_MS,
          }),
    [api, entityRef, key],
  );
  return useLive(resource);
}
