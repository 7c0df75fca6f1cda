import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  hybridServiceReadPermission,
  hybridTrafficForcePermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { authorizeAll } from '../access/authorizeAll';
import { callerRef } from '../access/caller';
import {
  platformNotVisible,
  type PlatformAccess,
} from '../access/platformAccess';
import type { VanishedEntities } from '../access/VanishedEntities';
import type { Clock } from '../durable/retry';
import { HybridError } from '../errors';
import type { PlatformService } from '../platforms/PlatformService';
import type { EvacuationStore } from './EvacuationStore';
import type { EvacuationRow, ItemRow } from './rows';

/** What a caller may do to entities, by their refs. */
export interface Rights {
  mayRead(entityRef: string): boolean;
  mayShift(entityRef: string): boolean;
  mayForce(entityRef: string): boolean;
}

const PERMISSIONS = {
  read: hybridServiceReadPermission,
  shift: hybridTrafficShiftPermission,
  force: hybridTrafficForcePermission,
};
export type Right = keyof typeof PERMISSIONS;

/** Whoever moves services himself may see for so long how that ended. */
const LATELY_MS = 24 * 60 * 60_000;

/** A service of an evacuation, by its entity. */
type ItemRef = Pick<ItemRow, 'evacuation_id' | 'entity_ref'>;

/** Decides what a caller may see and move of a platform. */
export class EvacuationAccess {
  constructor(
    private readonly options: {
      permissions: PermissionsService;
      platformAccess: PlatformAccess;
      platforms: PlatformService;
      vanished: Pick<VanishedEntities, 'goneAmong'>;
      store: Pick<EvacuationStore, 'states'>;
      clock: Pick<Clock, 'now'>;
    },
  ) {}

  /** Throws unless the caller may see the platform. */
  async assertVisible(
    credentials: BackstageCredentials,
    platform: string,
  ): Promise<void> {
    const visible = await this.visible(credentials, platform, []);
    if (!visible) throw platformNotVisible(platform);
  }

  /**
   * Those of a platform's evacuations that the caller may see: all of who sees the platform.
   * Who does not may have lost it with the entities that the catalog has lost, and still sees
   * what he moves himself. Nothing when the platform is not there for him at all.
   */
  async visible(
    credentials: BackstageCredentials,
    platform: string,
    rows: EvacuationRow[],
  ): Promise<EvacuationRow[] | undefined> {
    const { platformAccess, platforms, store } = this.options;
    const views = await platforms.views(platform);
    const [seen] = await platformAccess.visible(credentials, views);
    if (seen) return rows;
    const own = rows.filter(row => this.#isOwn(row, callerRef(credentials)));
    if (views.length === 0 || own.length === 0) return undefined;
    const items = await store.states(own.map(({ id }) => id));
    const gone = await this.#goneAmong(items);
    const left = own.filter(({ id }) =>
      items.some(item => item.evacuation_id === id && gone(item)),
    );
    return left.length > 0 ? left : undefined;
  }

  /**
   * Which services of evacuations the caller may read. Who moves one himself goes on to see it
   * when the catalog loses its entity.
   */
  async readable(
    credentials: BackstageCredentials,
    rows: EvacuationRow[],
    items: ItemRef[],
  ): Promise<(item: ItemRef) => boolean> {
    const { mayRead } = await this.rights(
      credentials,
      items.map(item => item.entity_ref),
      ['read'],
    );
    const caller = callerRef(credentials);
    const own = new Set(
      rows.filter(row => this.#isOwn(row, caller)).map(({ id }) => id),
    );
    const hidden = items.filter(
      item => own.has(item.evacuation_id) && !mayRead(item.entity_ref),
    );
    const gone = await this.#goneAmong(hidden);
    return item =>
      mayRead(item.entity_ref) || (own.has(item.evacuation_id) && gone(item));
  }

  async #goneAmong(items: ItemRef[]): Promise<(item: ItemRef) => boolean> {
    const refs = new Set(items.map(item => item.entity_ref));
    const gone = await this.options.vanished.goneAmong([...refs]);
    return item => gone.has(item.entity_ref);
  }

  /** Whether the caller started, or last resumed, the evacuation, and it is not long over. */
  #isOwn(row: EvacuationRow, caller: string): boolean {
    if (row.requested_by !== caller && row.acting !== caller) return false;
    const since = new Date(this.options.clock.now().getTime() - LATELY_MS);
    return row.ended_at === null || row.ended_at > since.toISOString();
  }

  /** All questions of all entities at once. A right that is not asked for is not there. */
  async rights(
    credentials: BackstageCredentials,
    entityRefs: Iterable<string>,
    asked: Right[],
  ): Promise<Rights> {
    const refs = [...new Set(entityRefs)];
    const questions = asked.flatMap(right => refs.map(ref => ({ right, ref })));
    const answers = await authorizeAll(
      this.options.permissions,
      credentials,
      questions.map(({ right, ref }) => ({
        permission: PERMISSIONS[right],
        resourceRef: ref,
      })),
    );
    const allowed = new Set(
      questions
        .filter((_, index) => answers[index])
        .map(({ right, ref }) => `${right} ${ref}`),
    );
    const may = (right: Right) => (ref: string) =>
      allowed.has(`${right} ${ref}`);
    return {
      mayRead: may('read'),
      mayShift: may('shift'),
      mayForce: may('force'),
    };
  }
}

const FEW = 3;

/** A refusal that names the first few of the services. */
export function notPermitted(right: Right, services: string[]): HybridError {
  const few = services.slice(0, FEW).join(', ');
  const more = services.length - FEW;
  return new HybridError({
    code: 'not-permitted',
    message: `You do not have the permission '${PERMISSIONS[right].name}' for ${
      services.length === 1 ? 'the service' : 'the services'
    } ${few}${more > 0 ? ` and ${more} more` : ''}.`,
    remedy:
      'Leave these services out, or ask their owners or whoever keeps the permission policy of this Backstage.',
  });
}
