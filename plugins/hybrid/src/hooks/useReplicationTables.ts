import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { ReplicationTable } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { useAction } from './useAction';

/** The tables of a replication, page by page as somebody asks for more. */
export function useReplicationTables(platform: string, id: string) {
  const api = useApi(hybridApiRef);
  const [tables, setTables] = useState<ReplicationTable[]>();
  const cursor = useRef<string>();
  const [hasMore, setHasMore] = useState(false);

  const { run, isPending, error } = useAction(async (anew: boolean) => {
    const page = await api.getReplicationTables(platform, id, {
      limit: 100,
      cursor: anew ? undefined : cursor.current,
    });
    cursor.current = page.nextCursor;
    setHasMore(page.nextCursor !== undefined);
    setTables(known => [...((!anew && known) || []), ...page.items]);
  });
  const refetch = useCallback(() => run(true), [run]);
  const loadMore = useCallback(() => run(false), [run]);

  useEffect(() => {
    void refetch();
  }, [refetch, platform, id]);

  return { tables, hasMore, loadMore, refetch, isPending, error };
}
