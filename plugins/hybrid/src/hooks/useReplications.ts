import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isNotPermitted } from '../errors';
import { useLive } from '../live/useLive';
import { useSignals } from './useSignals';

const IDLE_INTERVAL_MS = 15_000;
const CHANGING_INTERVAL_MS = 3_000;

/** DMS's states, and tests, that end by themselves soon. */
const CHANGING = /ing$/;

/** The replications of a platform, kept live; faster while one of them is changing. */
export function useReplications(platform: string) {
  const live = useLive<ReplicationStatus[]>({
    key: ['replications', platform],
    load: (api, signal) => api.getReplications(platform, { signal }),
    intervalMs: replications =>
      replications?.some(isChanging) ? CHANGING_INTERVAL_MS : IDLE_INTERVAL_MS,
    discardsData: isNotPermitted,
  });
  useSignals(signal => {
    if (signal.platform === platform) live.refetch();
  });
  return live;
}

function isChanging({ state, endpoints }: ReplicationStatus): boolean {
  return (
    (state !== 'running' && CHANGING.test(state)) ||
    endpoints.some(({ connection }) => connection === 'testing')
  );
}
