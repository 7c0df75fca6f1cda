import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  hybridServiceReadPermission,
  type Shift,
  type TrafficHistory,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { authorizeAll } from '../access/authorizeAll';
import type { RoutedService } from '../access/entityAccess';
import type { PlatformAws } from '../aws/PlatformAws';
import type { ShiftRepository } from '../shifts/record/ShiftRepository';
import { TrafficHistoryService } from './TrafficHistoryService';

/** What was: shifts for export, and traffic over time. */
export class HistoryService {
  readonly #traffic: TrafficHistoryService;

  constructor(
    private readonly options: {
      repository: Pick<ShiftRepository, 'all' | 'entityRefs' | 'underWay'>;
      permissions: PermissionsService;
      aws(platformId: string): PlatformAws;
      now(): Date;
    },
  ) {
    this.#traffic = new TrafficHistoryService(options);
  }

  traffic(routed: RoutedService, seconds: number): Promise<TrafficHistory> {
    return this.#traffic.get(routed, seconds);
  }

  shiftsOfEntity(entityRef: string): AsyncGenerator<Shift> {
    return this.options.repository.all({ entityRef });
  }

  /**
   * The shifts of those services that the caller may read, by one question for all. Asked
   * of what was recorded, not of AWS: services that are gone have a history too, and in an
   * outage it must be there. Nothing when there is no service that the caller may read.
   */
  async shiftsOfPlatform(
    credentials: BackstageCredentials,
    platform: string,
  ): Promise<AsyncGenerator<Shift> | undefined> {
    const refs = await this.options.repository.entityRefs(platform);
    if (refs.length === 0) return undefined;
    const allowed = await authorizeAll(
      this.options.permissions,
      credentials,
      refs.map(resourceRef => ({
        permission: hybridServiceReadPermission,
        resourceRef,
      })),
    );
    const readable = new Set(refs.filter((_, index) => allowed[index]));
    if (readable.size === 0) return undefined;
    return this.options.repository.all({
      platform,
      includes: entityRef => readable.has(entityRef),
    });
  }
}
