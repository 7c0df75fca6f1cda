import { useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ShiftPage,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { useLive } from '../live/useLive';
import { useAction } from './useAction';

const PAGE_SIZE = 20;

/** Adds what a page says to what is known, newest first. */
function mergeShifts(
  known: readonly ShiftSummary[],
  page: readonly ShiftSummary[],
): ShiftSummary[] {
  const byId = new Map(
    [...known, ...page].map(shift => [shift.id, shift] as const),
  );
  return [...byId.values()].sort((a, b) =>
    b.createdAt.localeCompare(a.createdAt),
  );
}

interface Known {
  shifts: ShiftSummary[];
  /** Of the oldest page so far; undefined before the first and after the last. */
  nextCursor?: string;
}

/**
 * The shifts of a service, newest first, page by page. Another `version` reads the first
 * page again; what was read of older ones is kept.
 */
export function useShiftHistory(entityRef: string, version: string) {
  const api = useApi(hybridApiRef);
  const [known, setKnown] = useState<Known>();

  const { refetch, ...first } = useLive<ShiftPage>({
    key: ['shifts', entityRef],
    load: (_, signal) => api.getShifts(entityRef, { signal, limit: PAGE_SIZE }),
    intervalMs: () => undefined,
  });

  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    refetch();
  }, [refetch, version]);

  useEffect(() => {
    const page = first.data;
    if (!page) return;
    setKnown(before =>
      before
        ? { ...before, shifts: mergeShifts(before.shifts, page.items) }
        : { shifts: page.items, nextCursor: page.nextCursor },
    );
  }, [first.data]);

  const more = useAction(async () => {
    const page = await api.getShifts(entityRef, {
      cursor: known?.nextCursor,
      limit: PAGE_SIZE,
    });
    setKnown(before => ({
      shifts: mergeShifts(before?.shifts ?? [], page.items),
      nextCursor: page.nextCursor,
    }));
  });

  return {
    shifts: known?.shifts,
    hasMore: known?.nextCursor !== undefined,
    loadMore: more.run,
    isLoadingMore: more.isPending,
    error: more.error ?? first.error,
    isFetching: first.isFetching,
    refetch,
  };
}
