import { useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { ShiftPage } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { useLive } from '../live/useLive';
import { mergePage, type HistoryEntry } from './historyEntries';
import { useAction } from './useAction';
import { useSignals } from './useSignals';

const PAGE_SIZE = 20;
const REFRESH_MS = 60_000;

interface Known {
  entries: HistoryEntry[];
  /** Of the oldest page so far; undefined before the first and after the last. */
  nextCursor?: string;
}

/**
 * The shifts of a service and what automation moved, newest first, page by page. Another `version` reads the first
 * page again; what was read of older ones is kept.
 */
export function useShiftHistory(entityRef: string, version: string) {
  const api = useApi(hybridApiRef);
  const [known, setKnown] = useState<Known>();

  const { refetch, ...first } = useLive<ShiftPage>({
    key: ['shifts', entityRef],
    load: (_, signal) => api.getShifts(entityRef, { signal, limit: PAGE_SIZE }),
    // What automation moves is written down after it is seen, and not everybody has signals.
    intervalMs: () => REFRESH_MS,
  });

  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    refetch();
  }, [refetch, version]);

  useSignals(signal => {
    // Of a service with its platform: automation moved it, or brought it back.
    if (signal.entityRef === entityRef && signal.platform) refetch();
  });

  useEffect(() => {
    const page = first.data;
    if (!page) return;
    setKnown(before =>
      before
        ? { ...before, entries: mergePage(before.entries, page) }
        : { entries: mergePage([], page), nextCursor: page.nextCursor },
    );
  }, [first.data]);

  const more = useAction(async () => {
    const page = await api.getShifts(entityRef, {
      cursor: known?.nextCursor,
      limit: PAGE_SIZE,
    });
    setKnown(before => ({
      entries: mergePage(before?.entries ?? [], page),
      nextCursor: page.nextCursor,
    }));
  });

  return {
    entries: known?.entries,
    hasMore: known?.nextCursor !== undefined,
    loadMore: more.run,
    isLoadingMore: more.isPending,
    error: more.error ?? first.error,
    isFetching: first.isFetching,
    refetch,
  };
}
