import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  HYBRID_SERVICE_ANNOTATION,
  HYBRID_TAGS,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformConfig } from '../config';
import { HybridError } from '../errors';
import { describeEntityTag, setEntityTag } from '../aws/rule/entityTag';
import { readEntityRef } from '../aws/rule/tags';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { PlatformService } from '../platforms/PlatformService';
import type { SnapshotView } from '../platforms/SnapshotService';

/** A service that the caller may act on, found and confirmed. */
export interface RoutedService {
  entityRef: string;
  platform: PlatformConfig;
  service: ServiceSnapshot;
  view: SnapshotView;
}

/**
 * Leads from an entity to the service that it may operate. Three things must agree: the
 * caller's permissions on the entity, the entity's annotation, and the tag of the listener
 * rule. The annotation alone proves nothing, for whoever owns a repository can write it.
 */
export class EntityAccess {
  constructor(
    private readonly options: {
      catalog: CatalogService;
      permissions: PermissionsService;
      platforms: Pick<PlatformService, 'platform' | 'snapshot'>;
    },
  ) {}

  /**
   * The entity's ref, when the caller may see the entity and has the permission for it.
   * What the caller may not see does not exist.
   */
  async authorize(
    credentials: BackstageCredentials,
    ref: CompoundEntityRef,
    permission: ResourcePermission,
  ): Promise<Entity> {
    const entity = await this.options.catalog.getEntityByRef(ref, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(
        `There is no entity '${stringifyEntityRef(ref)}' that you can see.`,
      );
    }
    const entityRef = stringifyEntityRef(entity);
    const [{ result }] = await this.options.permissions.authorize(
      [{ permission, resourceRef: entityRef }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new HybridError({
        code: 'not-permitted',
        message: `You do not have the permission '${permission.name}' for ${entityRef}.`,
        remedy:
          'Ask the owner of the entity, or whoever keeps the permission policy of this Backstage.',
      });
    }
    return entity;
  }

  /** {@link EntityAccess.authorize}, and on to the service. */
  async route(
    credentials: BackstageCredentials,
    ref: CompoundEntityRef,
    permission: ResourcePermission,
  ): Promise<RoutedService> {
    const entity = await this.authorize(credentials, ref, permission);
    return this.#locate(entity);
  }

  async #locate(entity: Entity): Promise<RoutedService> {
    const entityRef = stringifyEntityRef(entity);
    const { platformId, serviceName } = readServiceAnnotation(entity);
    const { platforms } = this.options;
    const platform = platforms.platform(platformId);
    const view = await platforms.snapshot(platformId);
    const service = view.snapshot.services.find(s => s.name === serviceName);
    if (!service) throw serviceNotFound(platformId, serviceName);
    assertEntityTag(entityRef, service.ruleArns[0], service.ruleTags);
    return { entityRef, platform, service, view };
  }
}

/** The platform and service that the entity says it is. */
export function readServiceAnnotation(entity: Entity): {
  platformId: string;
  serviceName: string;
} {
  const entityRef = stringifyEntityRef(entity);
  const value = entity.metadata.annotations?.[HYBRID_SERVICE_ANNOTATION];
  if (!value) {
    throw new HybridError({
      code: 'annotation-missing',
      message: `${entityRef} has no annotation '${HYBRID_SERVICE_ANNOTATION}'.`,
      remedy: `Add '${HYBRID_SERVICE_ANNOTATION}: <platform>/<service>' to metadata.annotations in the entity's catalog-info.yaml.`,
    });
  }
  const match = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)$/.exec(value);
  if (!match) {
    throw new HybridError({
      code: 'annotation-malformed',
      message: `The annotation '${HYBRID_SERVICE_ANNOTATION}' of ${entityRef} is '${value}'.`,
      remedy: `Write it as '<platform>/<service>', such as 'shop/cart': lower-case letters, digits and hyphens.`,
    });
  }
  return { platformId: match[1], serviceName: match[2] };
}

/** Throws unless the rule's tag names this entity as the one that may operate it. */
export function assertEntityTag(
  entityRef: string,
  ruleArn: string,
  ruleTags: Record<string, string>,
): void {
  const tag = readEntityRef(ruleTags);
  if (tag === entityRef) return;
  throw new HybridError({
    code: 'entity-tag-mismatch',
    message: describeEntityTag(ruleTags[HYBRID_TAGS.entity], {
      rule: `listener rule ${ruleArn}`,
      entityRef,
    }),
    remedy: `If ${entityRef} is the right entity, ${setEntityTag(
      ruleArn,
      entityRef,
    )} Otherwise correct the entity's annotation '${HYBRID_SERVICE_ANNOTATION}'.`,
  });
}

function serviceNotFound(platformId: string, name: string): HybridError {
  return new HybridError({
    code: 'service-not-found',
    message: `The platform '${platformId}' has no listener rule with the tag '${HYBRID_TAGS.service}' = '${name}'.`,
    remedy:
      'Deploy the service with the platform repository, or correct the service’s name in the annotation.',
  });
}
