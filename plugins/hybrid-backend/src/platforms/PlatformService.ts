import type { PlatformSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformConfig } from '../config';
import { isNotFound } from '../aws/failures';
import { HybridError } from '../errors';
import type { ServiceSnapshot } from './snapshot';
import type { SnapshotService, SnapshotView } from './SnapshotService';

/** A configured platform and what is known of it, or why nothing is. */
export type PlatformView =
  | { platform: PlatformConfig; latest: SnapshotView }
  | { platform: PlatformConfig; latest?: undefined; error: HybridError };

/** The platforms that are configured, and the latest snapshot of each. */
export class PlatformService {
  constructor(
    private readonly options: {
      platforms: PlatformConfig[];
      snapshots: Pick<SnapshotService, 'get' | 'invalidate'>;
    },
  ) {}

  /** Views of the configured platforms, of all or of the one with an id. */
  async views(id?: string): Promise<PlatformView[]> {
    const { platforms, snapshots } = this.options;
    return Promise.all(
      platforms
        .filter(platform => !id || platform.id === id)
        .map(async platform => {
          try {
            return { platform, latest: await snapshots.get(platform.id) };
          } catch (error) {
            if (!(error instanceof HybridError)) throw error;
            return { platform, error };
          }
        }),
    );
  }

  platform(id: string): PlatformConfig {
    const found = this.options.platforms.find(p => p.id === id);
    if (found) return found;
    throw new HybridError({
      code: 'platform-unknown',
      message: `There is no platform '${id}' in the configuration.`,
      remedy: `Add it under 'hybrid.platforms' in the app-config, or correct the platform's name.`,
    });
  }

  snapshot(platformId: string): Promise<SnapshotView> {
    return this.options.snapshots.get(platformId);
  }

  /**
   * Does something with a service as the snapshot has it, and once more by a fresh look when
   * a part of it turns out to be gone: somebody may have replaced it within the last seconds.
   */
  async withCurrent<T>(
    platformId: string,
    service: ServiceSnapshot,
    act: (service: ServiceSnapshot) => Promise<T>,
  ): Promise<T> {
    try {
      return await act(service);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      this.options.snapshots.invalidate(platformId);
      const { snapshot } = await this.snapshot(platformId);
      const now = snapshot.services.find(({ name }) => name === service.name);
      if (!now) throw error;
      return act(now);
    }
  }
}

/** A platform as it is listed; one that cannot be read says why. */
export function toPlatformSummary(view: PlatformView): PlatformSummary {
  const { platform, latest } = view;
  if (!latest) return { ...platform, problem: view.error.problem };
  return {
    ...platform,
    services: latest.snapshot.services.length,
    snapshot: latest.info,
  };
}
