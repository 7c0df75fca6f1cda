import type { CacheService } from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { KnownEntity } from './conditions';

/** For so long an entity that the catalog has lost is judged by what it was. */
const KEEP_MS = 24 * 60 * 60_000;

/** An entity that is looked at all the time is not noted each time. */
const NOTE_EVERY_MS = 5 * 60_000;

/** Far more than the services of a platform, so that a busy backend does not grow. */
const MOST_ENTITIES = 5_000;

/** With the version of the shape, so that replicas of two releases do not mix theirs. */
const cacheKey = (entityRef: string) => `entity:v1:${entityRef}`;

/**
 * What entities were when the catalog last had them, as far as policies ask for it. Replicas
 * share it through the cache service; without it, as after a restart with the cache in memory,
 * fewer people may act for an entity that is gone, and never more.
 */
export class EntityMemory {
  readonly #noted = new Map<string, { entity: KnownEntity; at: number }>();

  constructor(
    private readonly options: {
      cache: Pick<CacheService, 'get' | 'set'>;
      now(): Date;
    },
  ) {}

  /** Notes an entity that the catalog has. Waits for nothing, and does not fail. */
  see(entity: Entity): void {
    const entityRef = stringifyEntityRef(entity);
    const at = this.options.now().getTime();
    const known = this.#noted.get(entityRef);
    if (known && at - known.at < NOTE_EVERY_MS) return;
    const note: KnownEntity = {
      kind: entity.kind.toLocaleLowerCase('en-US'),
      owners: (entity.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef),
    };
    this.#noted.delete(entityRef);
    this.#noted.set(entityRef, { entity: note, at });
    if (this.#noted.size > MOST_ENTITIES) {
      this.#noted.delete(this.#noted.keys().next().value!);
    }
    void this.options.cache
      .set(cacheKey(entityRef), { ...note }, { ttl: KEEP_MS })
      .catch(() => {});
  }

  /** What the entity was, if it was seen within the last day. */
  async recall(entityRef: string): Promise<KnownEntity | undefined> {
    const since = this.options.now().getTime() - KEEP_MS;
    const known = this.#noted.get(entityRef);
    if (known && known.at > since) return known.entity;
    const shared = await this.options.cache
      .get(cacheKey(entityRef))
      .catch(() => undefined);
    return shared as KnownEntity | undefined;
  }
}
