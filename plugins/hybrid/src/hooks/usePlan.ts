import { useEffect, useRef } from 'react';
import type {
  Plan,
  PlanRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useLive, type Live } from '../live/useLive';
import { useDebounced } from './useDebounced';

const REEVALUATE_MS = 10_000;

/** A plan as it is known at one moment. */
export interface LivePlan extends Live<Plan> {
  /** The plan of an earlier request, to be shown until the one that was asked for arrives. */
  previous?: Plan;
}

/**
 * The plan of a shift, evaluated again and again while it is looked at: what was allowed
 * when the dialog was opened may not be a minute later. Nothing while `request` is not known.
 */
export function usePlan(
  entityRef: string,
  request: PlanRequest | undefined,
  debounceMs: number = 0,
): LivePlan {
  const asked = request && JSON.stringify(request);
  const settled = useDebounced(asked, debounceMs);
  // What is cleared is gone at once; only another request is waited for.
  const key = asked === undefined ? undefined : settled;

  const live = useLive<Plan>({
    key: key === undefined ? undefined : ['plan', entityRef, key],
    load: (api, signal) =>
      api.plan(entityRef, JSON.parse(key!) as PlanRequest, { signal }),
    intervalMs: () => REEVALUATE_MS,
  });
  const isSettled = key === asked;

  const last = useRef<Plan>();
  useEffect(() => {
    if (asked === undefined) last.current = undefined;
    else if (live.data) last.current = live.data;
  }, [asked, live.data]);

  if (isSettled) return { ...live, previous: live.data ?? last.current };
  return {
    isFetching: true,
    refetch: live.refetch,
    previous: live.data ?? last.current,
  };
}
