import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  hybridServiceReadPermission,
  type Shift,
  type TrafficHistory,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { authorizeAll } from '../access/authorizeAll';
import type { RoutedService } from '../access/entityAccess';
import type { PlatformAws } from '../aws/PlatformAws';
import { ShiftArchive } from './ShiftArchive';
import { TrafficHistoryService } from './TrafficHistoryService';

/** What was: shifts for export, and traffic over time. */
export class HistoryService {
  readonly #archive: ShiftArchive;
  readonly #traffic: TrafficHistoryService;

  constructor(
    private readonly options: {
      knex: Knex;
      permissions: PermissionsService;
      aws(platformId: string): PlatformAws;
      now(): Date;
    },
  ) {
    const { aws, now } = options;
    this.#archive = new ShiftArchive(options.knex);
    this.#traffic = new TrafficHistoryService({
      aws,
      now,
      archive: this.#archive,
    });
  }

  traffic(routed: RoutedService, seconds: number): Promise<TrafficHistory> {
    return this.#traffic.get(routed, seconds);
  }

  shiftsOfEntity(entityRef: string): AsyncGenerator<Shift> {
    return this.#archive.all({ entityRef });
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
    const refs = await this.#archive.entityRefs(platform);
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
    return this.#archive.all({
      platform,
      includes: entityRef => readable.has(entityRef),
    });
  }
}
