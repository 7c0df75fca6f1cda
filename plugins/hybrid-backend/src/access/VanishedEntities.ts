import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  hybridServiceReadPermission,
  hybridTrafficHoldPermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformView } from '../platforms/PlatformService';
import { authorizeAll } from './authorizeAll';
import { callerRef } from './caller';
import { meets } from './conditions';
import type { EntityMemory } from './EntityMemory';
import type { KnownServices, ServiceTrace } from './KnownServices';
import type { PlatformAccess } from './platformAccess';
import { noEntity, notPermittedFor } from './refusals';
import type { Catalog } from './sources';

export interface VanishedEntitiesOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  catalog: Catalog;
  permissions: PermissionsService;
  platformAccess: Pick<PlatformAccess, 'entitiesOf'>;
  memory: Pick<EntityMemory, 'recall'>;
  services: Pick<KnownServices, 'of'>;
}

/** The catalog takes bodies of up to 100 kB. */
const REFS_PER_CALL = 200;

/**
 * Decides who may act for an entity that the catalog has lost: in a disaster it loses some,
 * and what is under way for them must not run on alone. Only for entities that the records or
 * a rule's tag know, and that the catalog has for nobody; an entity that the caller may not
 * see is as if it did not exist, as ever.
 *
 * Who may are: whoever the policy gives the permission, and that to read, for the ref as such,
 * as for services on the platform's page, or for the entity as it was last seen; whoever has it
 * for an entity that is the platform; and whoever started what is under way, or holds the
 * service.
 */
export class VanishedEntities {
  constructor(private readonly options: VanishedEntitiesOptions) {}

  /** Throws unless the catalog has lost the entity, and the caller has the permission. */
  async authorize(
    credentials: BackstageCredentials,
    entityRef: string,
    permission: ResourcePermission,
  ): Promise<void> {
    const { traces, views } = await this.options.services.of(entityRef);
    if (views.length === 0 && traces.length === 0) throw noEntity(entityRef);
    if (!(await this.#isGone(entityRef))) throw noEntity(entityRef);

    const { sees, may } = await this.#rights(
      credentials,
      [entityRef, ...(await this.#platformEntities(credentials, views))],
      permission,
    );
    const platformEntities = confirmed(views, permission);
    const isAllowed =
      may.has(entityRef) ||
      [...may].some(ref => ref !== entityRef && platformEntities(ref)) ||
      traces.some(trace => isOwn(trace, permission, callerRef(credentials)));
    if (isAllowed) return;
    const asItWas = await this.#asItWas(credentials, entityRef, permission);
    if (asItWas.may) return;
    throw sees.size > 0 || asItWas.sees
      ? notPermittedFor(entityRef, permission)
      : noEntity(entityRef);
  }

  /** Whether the catalog has the entity for nobody. */
  async #isGone(entityRef: string): Promise<boolean> {
    const { auth, catalog } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const entity = await catalog.getEntityByRef(entityRef, { credentials });
    return entity === undefined;
  }

  /** Those of the entities that the catalog has for nobody. */
  async goneAmong(entityRefs: string[]): Promise<Set<string>> {
    const { auth, catalog } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const gone = new Set<string>();
    for (let i = 0; i < entityRefs.length; i += REFS_PER_CALL) {
      const refs = entityRefs.slice(i, i + REFS_PER_CALL);
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: refs, fields: ['kind'] },
        { credentials },
      );
      refs.filter((_, index) => !items[index]).forEach(ref => gone.add(ref));
    }
    return gone;
  }

  /**
   * What a policy with conditions says of the entity as it was last seen, such as that its owner
   * may. The catalog, which else judges them, knows no owner of what it has not.
   */
  async #asItWas(
    credentials: BackstageCredentials,
    entityRef: string,
    permission: ResourcePermission,
  ): Promise<{ sees: boolean; may: boolean }> {
    const entity = await this.options.memory.recall(entityRef);
    if (!entity) return { sees: false, may: false };
    const decisions = await this.options.permissions.authorizeConditional(
      [{ permission: hybridServiceReadPermission }, { permission }],
      { credentials },
    );
    const [sees, may] = (decisions ?? []).map(
      decision =>
        decision.result === AuthorizeResult.ALLOW ||
        (decision.result === AuthorizeResult.CONDITIONAL &&
          meets(decision.conditions, entity) === true),
    );
    return { sees: sees ?? false, may: (sees && may) ?? false };
  }

  /** Refs of the entities that are those platforms, as far as the caller sees them. */
  async #platformEntities(
    credentials: BackstageCredentials,
    views: PlatformView[],
  ): Promise<string[]> {
    const refs = await this.options.platformAccess.entitiesOf(
      credentials,
      views.map(({ platform }) => platform.id),
    );
    return [...refs.values()].flat();
  }

  /** The refs that the caller may read, and those for which he has the permission as well. */
  async #rights(
    credentials: BackstageCredentials,
    refs: string[],
    permission: ResourcePermission,
  ): Promise<{ sees: Set<string>; may: Set<string> }> {
    const questions = [...new Set(refs)].flatMap(resourceRef =>
      [hybridServiceReadPermission, permission].map(asked => ({
        permission: asked,
        resourceRef,
      })),
    );
    const answers = await authorizeAll(
      this.options.permissions,
      credentials,
      questions,
    );
    const sees = new Set<string>();
    const may = new Set<string>();
    for (let i = 0; i < questions.length; i += 2) {
      const { resourceRef } = questions[i];
      if (answers[i]) sees.add(resourceRef);
      if (answers[i] && answers[i + 1]) may.add(resourceRef);
    }
    return { sees, may };
  }
}

/**
 * Which platform entities count. To look, each does that says it is the platform, as on the
 * platform's page. That gives no power, for whoever owns a repository can write the
 * annotation: to act, the tag of a replication must name the entity, too.
 */
function confirmed(
  views: PlatformView[],
  permission: ResourcePermission,
): (ref: string) => boolean {
  if (permission.name === hybridServiceReadPermission.name) return () => true;
  const named = new Set(
    views.flatMap(({ latest }) =>
      (latest?.snapshot.data.replications ?? []).map(each => each.entityRef),
    ),
  );
  return ref => named.has(ref);
}

/** Whether the caller did what is under way, and may so see and end it. */
function isOwn(
  { startedBy, watchers, heldBy }: ServiceTrace,
  { name }: ResourcePermission,
  caller: string,
): boolean {
  switch (name) {
    case hybridServiceReadPermission.name:
      return heldBy === caller || watchers.includes(caller);
    case hybridTrafficShiftPermission.name:
      // One that is over cannot be ended, and that is what its starter is to be told.
      return startedBy ? startedBy === caller : watchers.includes(caller);
    case hybridTrafficHoldPermission.name:
      return heldBy === caller;
    default:
      return false;
  }
}
