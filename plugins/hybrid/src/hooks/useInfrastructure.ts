import type { PlatformStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isNotPermitted } from '../errors';
import { useLive } from '../live/useLive';

const INTERVAL_MS = 20_000;

/** What the services of a platform need besides themselves: its tunnels and DNS, kept live. */
export function useInfrastructure(platform: string) {
  return useLive<PlatformStatus>({
    key: ['infrastructure', platform],
    load: (api, signal) =>
      api.getPlatform(platform, { signal, services: 'none' }),
    intervalMs: () => INTERVAL_MS,
    discardsData: isNotPermitted,
  });
}
