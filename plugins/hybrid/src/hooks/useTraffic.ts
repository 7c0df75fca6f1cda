import { useEffect, useMemo, useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { TrafficHistory } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { LiveResource } from '../live/LiveResource';
import { useLive } from '../live/useLive';

const REFRESH_MS = 30_000;

/** Requests and errors over time; `previous` is of another range, until this one arrives. */
export function useTraffic(entityRef: string, seconds: number) {
  const api = useApi(hybridApiRef);
  const resource = useMemo(
    () =>
      new LiveResource<TrafficHistory>({
        load: signal => api.getTraffic(entityRef, { seconds, signal }),
        intervalMs: () => REFRESH_MS,
      }),
    [api, entityRef, seconds],
  );
  const live = useLive(resource);
  const last = useRef<TrafficHistory>();
  useEffect(() => {
    if (live.data) last.current = live.data;
  }, [live.data]);
  return { ...live, previous: live.data ?? last.current };
}
