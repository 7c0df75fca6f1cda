import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  HYBRID_SERVICE_ANNOTATION,
  HYBRID_TAGS,
  type ProblemCode,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError, problemIn } from '../errors';
import { entityTagMismatch, type EntityTagged } from '../aws/rule/entityTag';
import { readEntityRef } from '../aws/rule/tags';
import { bringBack } from '../platforms/remedies';
import type { PlatformService } from '../platforms/PlatformService';
import type { EntityMemory } from './EntityMemory';
import type { KnownServices } from './KnownServices';
import { notPermittedFor } from './refusals';
import type { RoutedService } from './RoutedService';
import type { Catalog } from './sources';
import type { VanishedEntities } from './VanishedEntities';

export type { RoutedService } from './RoutedService';

/** An entity for which the caller has a permission. */
export interface AuthorizedEntity {
  entityRef: string;
  /** Absent when the catalog has lost it, and the caller may act for it all the same. */
  entity?: Entity;
}

/**
 * Leads from an entity to the service that it may operate. Three things must agree: the
 * caller's permissions on the entity, the entity's annotation, and the tag of the listener
 * rule. The annotation alone proves nothing, for whoever owns a repository can write it.
 */
export class EntityAccess {
  constructor(
    private readonly options: {
      catalog: Catalog;
      permissions: PermissionsService;
      platforms: Pick<PlatformService, 'platform' | 'snapshot'>;
      vanished: Pick<VanishedEntities, 'authorize'>;
      services: Pick<KnownServices, 'locate' | 'underWay'>;
      memory: Pick<EntityMemory, 'see'>;
    },
  ) {}

  /**
   * The entity, when the caller may see it and has the permission for it; or its ref alone,
   * when the catalog has lost it and the caller may act for it nevertheless. What the caller
   * may not see does not exist.
   */
  async authorize(
    credentials: BackstageCredentials,
    ref: CompoundEntityRef,
    permission: ResourcePermission,
  ): Promise<AuthorizedEntity> {
    const { catalog, permissions, vanished, memory } = this.options;
    const entity = await catalog.getEntityByRef(ref, { credentials });
    const entityRef = stringifyEntityRef(entity ?? ref);
    if (!entity) {
      await vanished.authorize(credentials, entityRef, permission);
      return { entityRef };
    }
    memory.see(entity);
    const [{ result }] = await permissions.authorize(
      [{ permission, resourceRef: entityRef }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw notPermittedFor(entityRef, permission);
    }
    return { entityRef, entity };
  }

  /**
   * {@link EntityAccess.authorize}, and on to the service, for what begins something. The
   * catalog must have the entity.
   */
  async route(
    credentials: BackstageCredentials,
    ref: CompoundEntityRef,
    permission: ResourcePermission,
  ): Promise<RoutedService> {
    const { entityRef, entity } = await this.authorize(
      credentials,
      ref,
      permission,
    );
    if (!entity) throw nothingBegins(entityRef);
    return this.#locate(entity);
  }

  /**
   * {@link EntityAccess.route}, for who looks at a service or ends what is under way. Where
   * the catalog does not lead there any more, the rule's tag does.
   */
  async reach(
    credentials: BackstageCredentials,
    ref: CompoundEntityRef,
    permission: ResourcePermission,
  ): Promise<RoutedService> {
    const { entityRef, entity } = await this.authorize(
      credentials,
      ref,
      permission,
    );
    if (!entity) return this.options.services.locate(entityRef);
    try {
      return await this.#locate(entity);
    } catch (error) {
      if (!leadsNowhere(error)) throw error;
      const underWay = await this.options.services.underWay(entityRef);
      if (!underWay) throw error;
      return underWay;
    }
  }

  async #locate(entity: Entity): Promise<RoutedService> {
    const entityRef = stringifyEntityRef(entity);
    const { platformId, serviceName } = readServiceAnnotation(entity);
    const { platforms } = this.options;
    const platform = platforms.platform(platformId);
    const view = await platforms.snapshot(platformId);
    const service = view.snapshot.services.find(s => s.name === serviceName);
    if (!service) throw serviceNotFound(platformId, serviceName);
    assertEntityTag(entityRef, service, service.ruleTags);
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

/** Throws unless the tags of all rules name this entity as the one that may operate them. */
export function assertEntityTag(
  entityRef: string,
  service: EntityTagged,
  ruleTags: Record<string, string>,
): void {
  const tag = readEntityRef(ruleTags);
  if (tag === entityRef) return;
  const { message, setTag } = entityTagMismatch(service, ruleTags, entityRef);
  throw new HybridError({
    code: 'entity-tag-mismatch',
    message,
    remedy: `If ${entityRef} is the right entity, ${setTag} Otherwise correct the entity's annotation '${HYBRID_SERVICE_ANNOTATION}'.`,
  });
}

/** What the annotation of an entity can be at fault for. */
const LEADS_NOWHERE: ProblemCode[] = [
  'annotation-missing',
  'annotation-malformed',
  'platform-unknown',
  'service-not-found',
  'entity-tag-mismatch',
];

function leadsNowhere(error: unknown): boolean {
  const problem = problemIn(error);
  return problem !== undefined && LEADS_NOWHERE.includes(problem.code);
}

function nothingBegins(entityRef: string): HybridError {
  return new HybridError({
    code: 'not-found',
    message: `The catalog does not have ${entityRef} any more, so nothing is begun for it.`,
    remedy:
      'Register the entity again. What is under way can be looked at, aborted and released meanwhile.',
  });
}

function serviceNotFound(platformId: string, name: string): HybridError {
  return new HybridError({
    code: 'service-not-found',
    message: `The platform '${platformId}' has no listener rule with the tag '${HYBRID_TAGS.service}' = '${name}'.`,
    remedy: `Correct the service's name in the annotation, or deploy the service with the platform repository if it has not been yet. ${bringBack(
      platformId,
      name,
    )}`,
  });
}
