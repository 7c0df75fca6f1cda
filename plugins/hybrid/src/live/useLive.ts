import { useCallback } from 'react';
import {
  focusManager,
  hashKey,
  skipToken,
  useQuery,
  type Query,
} from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { fetchOnce, waitMs, type LiveState, type Outcome } from './liveState';
import { queryClientOf } from './queryClient';

/** How something is kept live. */
export interface LiveOptions<T> {
  /** What is fetched: the same key is the same thing. Nothing is without one. */
  key: readonly unknown[] | undefined;
  load(api: HybridApi, signal: AbortSignal): Promise<T>;
  /** Milliseconds to the next fetch after an answer; undefined: no further fetch. */
  intervalMs(data: T | undefined): number | undefined;
  /** Whether an error means that what was shown before may not be shown any longer. */
  discardsData?(error: Error): boolean;
  timeoutMs?: number;
  /** What is known before the first answer. */
  initial?: T;
}

/** What is known, and a way to fetch now. */
export interface Live<T> extends LiveState<T> {
  refetch: () => void;
}

/**
 * Fetches again and again while the component is mounted and its page is seen: one fetch at
 * a time, the last answer kept when a fetch fails, and failures retried ever more slowly.
 *
 * To the query a failed fetch is an answer like any other. The library would forget the
 * error as soon as it fetches again, and does not count failures in a row.
 */
export function useLive<T>(options: LiveOptions<T>): Live<T> {
  const { key, load, intervalMs, initial } = options;
  const { discardsData, timeoutMs } = options;
  const api = useApi(hybridApiRef);
  const client = queryClientOf(api);
  const queryKey = key ?? [];

  const { data: outcome, isFetching } = useQuery<Outcome<T>>(
    {
      queryKey,
      queryFn: key
        ? ({ signal }) =>
            fetchOnce(by => load(api, by), {
              before: client.getQueryData<Outcome<T>>(queryKey),
              signal,
              timeoutMs,
              discardsData,
            })
        : skipToken,
      refetchInterval: ({ state }) => {
        if (!state.data) return false;
        const interval = intervalMs(state.data.data);
        return interval !== undefined && waitMs(interval, state.data.failures);
      },
      initialData: () =>
        initial && { data: initial, updatedAt: Date.now(), failures: 0 },
    },
    client,
  );

  // While a fetch is under way another one follows it, because that one's answer may be
  // older than the change that the caller knows of.
  const hash = hashKey(queryKey);
  const refetch = useCallback(async () => {
    if (!focusManager.isFocused()) return;
    const only = { predicate: (query: Query) => query.queryHash === hash };
    const fetchNow = () =>
      client.refetchQueries(
        { ...only, type: 'active' },
        { cancelRefetch: false },
      );
    const isUnderWay = client.isFetching(only) > 0;
    await fetchNow();
    if (isUnderWay) await fetchNow();
  }, [client, hash]);

  const { data, error, updatedAt } = outcome ?? {};
  return { data, error, updatedAt, isFetching, refetch };
}
