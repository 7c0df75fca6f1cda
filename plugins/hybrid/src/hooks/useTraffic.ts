import { useEffect, useRef } from 'react';
import type { TrafficHistory } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useLive } from '../live/useLive';

const REFRESH_MS = 30_000;

/** Requests and errors over time; `previous` is of another range, until this one arrives. */
export function useTraffic(entityRef: string, seconds: number) {
  const live = useLive<TrafficHistory>({
    key: ['traffic', entityRef, seconds],
    load: (api, signal) => api.getTraffic(entityRef, { seconds, signal }),
    intervalMs: () => REFRESH_MS,
  });
  const last = useRef<TrafficHistory>();
  useEffect(() => {
    if (live.data) last.current = live.data;
  }, [live.data]);
  return { ...live, previous: live.data ?? last.current };
}
