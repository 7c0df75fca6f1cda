import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { SHOP_ENTITIES } from './backend';

/** A catalog that loses entities, hides them, or fails, as a test wants it. */
export interface ChangingCatalog {
  service: CatalogService;
  /** The entities that it has from now on. */
  has(entities: Entity[]): void;
  /** It has lost those entities, for everybody. */
  loses(...entityRefs: string[]): void;
  /** Users do not see that entity any more; it is there. */
  hides(entityRef: string): void;
  /** Every call fails so from now on; with nothing it answers again. */
  fails(error: unknown): void;
  /** It is as it was at first. */
  recovers(): void;
}

/** A catalog that has the example's entities at first. */
export function changingCatalog(): ChangingCatalog {
  let entities = SHOP_ENTITIES;
  let hidden = new Set<string>();
  let failure: unknown;

  const ask =
    <Name extends 'getEntities' | 'getEntitiesByRefs' | 'getEntityByRef'>(
      name: Name,
    ) =>
    async (...args: Parameters<CatalogService[Name]>) => {
      if (failure) throw failure;
      const { principal } = args[1].credentials;
      const isUser = (principal as { type?: string }).type === 'user';
      const seen = entities.filter(
        entity => !isUser || !hidden.has(stringifyEntityRef(entity)),
      );
      const mock = catalogServiceMock({ entities: seen });
      return (mock[name] as (...all: typeof args) => unknown)(...args);
    };

  const service = {
    getEntities: ask('getEntities'),
    getEntitiesByRefs: ask('getEntitiesByRefs'),
    getEntityByRef: ask('getEntityByRef'),
  } as unknown as CatalogService;

  return {
    service,
    has: now => {
      entities = now;
    },
    loses: (...refs) => {
      entities = entities.filter(
        entity => !refs.includes(stringifyEntityRef(entity)),
      );
    },
    hides: ref => {
      hidden.add(ref);
    },
    fails: error => {
      failure = error;
    },
    recovers: () => {
      entities = SHOP_ENTITIES;
      hidden = new Set();
      failure = undefined;
    },
  };
}
