import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  HYBRID_PLATFORM_ANNOTATION,
  hybridServiceReadPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';
import type { PlatformView } from '../platforms/PlatformService';
import type { SnapshotView } from '../platforms/SnapshotService';
import { readEntityRef } from '../aws/rule/tags';
import { authorizeAll } from './authorizeAll';
import type { Catalog } from './sources';

/** What a caller may see of a platform. */
export interface VisiblePlatform {
  view: PlatformView;
  /** Whether the caller may read an entity that is the platform. */
  wholePlatform: boolean;
  /** Refs of the services' entities that the caller may read. */
  readable: ReadonlySet<string>;
}

const ANNOTATION = `metadata.annotations.${HYBRID_PLATFORM_ANNOTATION}`;

/**
 * Decides who sees a platform: whoever may read one of its services, or an entity that is
 * the platform. The second way needs no AWS, so that in an outage there is somebody who
 * sees what is wrong; and while nothing is known of a platform, its services are those that
 * the records have.
 */
export class PlatformAccess {
  constructor(
    private readonly options: {
      catalog: Catalog;
      permissions: PermissionsService;
      /** Refs of the entities whose services were ever shifted on the platform. */
      entityRefs(platformId: string): Promise<string[]>;
    },
  ) {}

  /** Those of the platforms that the caller may see, by one question for all. */
  async visible(
    credentials: BackstageCredentials,
    views: PlatformView[],
  ): Promise<VisiblePlatform[]> {
    const platformEntities = await this.entitiesOf(
      credentials,
      views.map(({ platform }) => platform.id),
    );
    const checked = await Promise.all(
      views.map(async view => ({
        view,
        ofPlatform: platformEntities.get(view.platform.id) ?? [],
        ofServices: view.latest
          ? serviceEntities(view.latest)
          : await this.options.entityRefs(view.platform.id),
      })),
    );
    const allowed = await this.#readable(
      credentials,
      checked.flatMap(({ ofPlatform, ofServices }) => [
        ...ofPlatform,
        ...ofServices,
      ]),
    );
    return checked
      .map(({ view, ofPlatform, ofServices }) => ({
        view,
        wholePlatform: ofPlatform.some(ref => allowed.has(ref)),
        readable: new Set(ofServices.filter(ref => allowed.has(ref))),
      }))
      .filter(
        ({ wholePlatform, readable }) => wholePlatform || readable.size > 0,
      );
  }

  /**
   * Refs of the entities that are platforms, by the platform's id, as far as the caller
   * may see them in the catalog.
   */
  async entitiesOf(
    credentials: BackstageCredentials,
    platformIds: string[],
  ): Promise<Map<string, string[]>> {
    const refs = new Map<string, string[]>();
    if (platformIds.length === 0) return refs;
    const { items } = await this.options.catalog.getEntities(
      {
        filter: {
          kind: ['System', 'Resource'],
          [ANNOTATION]: platformIds,
        },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.annotations',
        ],
      },
      { credentials },
    );
    for (const entity of items) {
      const id = entity.metadata.annotations![HYBRID_PLATFORM_ANNOTATION];
      refs.set(id, [...(refs.get(id) ?? []), stringifyEntityRef(entity)]);
    }
    return refs;
  }

  async #readable(
    credentials: BackstageCredentials,
    refs: string[],
  ): Promise<Set<string>> {
    const questions = [...new Set(refs)];
    if (questions.length === 0) return new Set();
    const allowed = await authorizeAll(
      this.options.permissions,
      credentials,
      questions.map(resourceRef => ({
        permission: hybridServiceReadPermission,
        resourceRef,
      })),
    );
    return new Set(questions.filter((_, index) => allowed[index]));
  }
}

/** One answer for what is not there and what the caller may not see. */
export function platformNotVisible(id: string): HybridError {
  return new HybridError({
    code: 'platform-unknown',
    message: `There is no platform '${id}' that you may see.`,
    remedy: `Correct the platform's name, or ask for the permission '${hybridServiceReadPermission.name}' for one of its services or for the entity with the annotation '${HYBRID_PLATFORM_ANNOTATION}: ${id}'.`,
  });
}

function serviceEntities({ snapshot }: SnapshotView): string[] {
  return snapshot.services
    .map(({ ruleTags }) => readEntityRef(ruleTags))
    .filter(ref => ref !== undefined);
}
