import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  hybridServiceReadPermission,
  type ShiftPage,
  type TrafficHistory,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { authorizeAll } from '../access/authorizeAll';
import type { RoutedService } from '../access/entityAccess';
import type { MoveStore } from '../automation/MoveStore';
import type { PlatformAws } from '../aws/PlatformAws';
import { timeOfCursor } from '../shifts/record/pages';
import type { ShiftRepository } from '../shifts/record/ShiftRepository';
import { inOrder, type Entry } from './entries';
import { TrafficHistoryService } from './TrafficHistoryService';

/** Whether what automation moved is wanted beside the shifts. */
interface Wanted {
  automation: boolean;
}

/** What was: shifts by people and moves by automation, and traffic over time. */
export class HistoryService {
  readonly #traffic: TrafficHistoryService;

  constructor(
    private readonly options: {
      repository: Pick<
        ShiftRepository,
        'all' | 'entityRefs' | 'list' | 'underWay'
      >;
      automation: Pick<MoveStore, 'all' | 'begun' | 'entityRefs' | 'underWay'>;
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

  /** A page of shifts, with what automation moved in its time. */
  async page(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ): Promise<ShiftPage> {
    const { repository, automation } = this.options;
    const shifts = await repository.list(entityRef, page);
    const last = shifts.items[shifts.items.length - 1];
    return {
      ...shifts,
      automation: await automation.begun(entityRef, {
        ...(page.cursor && { to: timeOfCursor(page.cursor) }),
        ...(shifts.nextCursor && { after: last.createdAt }),
      }),
    };
  }

  ofEntity(entityRef: string, wanted: Wanted): AsyncGenerator<Entry> {
    const { repository, automation } = this.options;
    const shifts = repository.all({ entityRef });
    if (!wanted.automation) return shifts;
    return inOrder(shifts, automation.all({ entityRef }));
  }

  /**
   * What was of those services that the caller may read, by one question for all. Asked
   * of what was recorded, not of AWS: services that are gone have a history too, and in an
   * outage it must be there. Nothing when there is no service that the caller may read.
   */
  async ofPlatform(
    credentials: BackstageCredentials,
    platform: string,
    wanted: Wanted,
  ): Promise<AsyncGenerator<Entry> | undefined> {
    const { repository, automation } = this.options;
    const [shifted, moved] = await Promise.all([
      repository.entityRefs(platform),
      wanted.automation ? automation.entityRefs(platform) : [],
    ]);
    const refs = [...new Set([...shifted, ...moved])];
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
    const includes = (entityRef: string) => readable.has(entityRef);
    const shifts = repository.all({ platform, includes });
    if (!wanted.automation) return shifts;
    return inOrder(shifts, automation.all({ platform, includes }));
  }
}
