import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  hybridServiceReadPermission,
  hybridTrafficHoldPermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readEntityRef } from '../aws/rule/tags';
import { HybridError } from '../errors';
import type {
  PlatformService,
  PlatformView,
} from '../platforms/PlatformService';
import { authorizeAll } from './authorizeAll';
import { callerRef } from './caller';
import type { PlatformAccess } from './platformAccess';
import { noEntity, notPermittedFor } from './refusals';
import type { RoutedService } from './RoutedService';
import type { Catalog } from './sources';

/** What this plugin's own records say of an entity's service, whatever the catalog says. */
export interface ServiceTrace {
  platform: string;
  service: string;
  /** Who asked for the shift that is under way. */
  startedBy?: string;
  /** Who asked for shifts that are under way or ended lately, and may see how they end. */
  watchers: string[];
  /** Who set the hold through Backstage that has not ended. */
  heldBy?: string;
}

export interface VanishedEntitiesOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  catalog: Catalog;
  permissions: PermissionsService;
  platforms: Pick<PlatformService, 'platform' | 'snapshot' | 'views'>;
  platformAccess: Pick<PlatformAccess, 'entitiesOf'>;
  tracesOf(entityRef: string): Promise<ServiceTrace[]>;
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
 * as for services on the platform's page; whoever has it for an entity that is the platform;
 * and whoever started what is under way, or holds the service.
 */
export class VanishedEntities {
  constructor(private readonly options: VanishedEntitiesOptions) {}

  /** Throws unless the catalog has lost the entity, and the caller has the permission. */
  async authorize(
    credentials: BackstageCredentials,
    entityRef: string,
    permission: ResourcePermission,
  ): Promise<void> {
    const { platforms, tracesOf } = this.options;
    const [traces, views] = await Promise.all([
      tracesOf(entityRef),
      platforms.views(),
    ]);
    const known = views.filter(
      view =>
        taggedServices(view, entityRef).length > 0 ||
        traces.some(({ platform }) => platform === view.platform.id),
    );
    if (known.length === 0 && traces.length === 0) throw noEntity(entityRef);
    if (!(await this.isGone(entityRef))) throw noEntity(entityRef);

    const { sees, may } = await this.#rights(
      credentials,
      [entityRef, ...(await this.#platformEntities(credentials, known))],
      permission,
    );
    const platformEntities = confirmed(known, permission);
    const isAllowed =
      may.has(entityRef) ||
      [...may].some(ref => ref !== entityRef && platformEntities(ref)) ||
      traces.some(trace => isOwn(trace, permission, callerRef(credentials)));
    if (isAllowed) return;
    throw sees.size > 0
      ? notPermittedFor(entityRef, permission)
      : noEntity(entityRef);
  }

  /** The service of a vanished entity, by the tag of its rule. */
  async locate(entityRef: string): Promise<RoutedService> {
    const traces = await this.options.tracesOf(entityRef);
    const found = await this.#tagged(entityRef, traces);
    if (found) return found;
    // While nothing is known of its platform, that is what is wrong.
    for (const { platform } of traces) {
      await this.options.platforms.snapshot(platform);
    }
    throw new HybridError({
      code: 'service-not-found',
      message: `Neither the catalog has ${entityRef} any more, nor does the tag of a listener rule name it.`,
      remedy: 'Register the entity again, and deploy the service.',
    });
  }

  /** The service for which something is under way, if its rule's tag names the entity. */
  async underWay(entityRef: string): Promise<RoutedService | undefined> {
    const traces = await this.options.tracesOf(entityRef);
    const active = traces.filter(
      ({ startedBy, heldBy }) => startedBy ?? heldBy,
    );
    if (active.length === 0) return undefined;
    const found = await this.#tagged(entityRef, active);
    return found && active.some(trace => isOf(trace, found))
      ? found
      : undefined;
  }

  /** Whether the catalog has the entity for nobody. */
  async isGone(entityRef: string): Promise<boolean> {
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

  /** The tagged service that there are records of, or else the first. */
  async #tagged(
    entityRef: string,
    traces: ServiceTrace[],
  ): Promise<RoutedService | undefined> {
    const views = await this.options.platforms.views();
    const tagged = views.flatMap(view => taggedServices(view, entityRef));
    const underWay = traces.filter(
      ({ startedBy, heldBy }) => startedBy ?? heldBy,
    );
    for (const known of [underWay, traces]) {
      const found = tagged.find(each => known.some(one => isOf(one, each)));
      if (found) return found;
    }
    return tagged[0];
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

function taggedServices(view: PlatformView, entityRef: string) {
  const { platform, latest } = view;
  if (!latest) return [];
  return latest.snapshot.services
    .filter(({ ruleTags }) => readEntityRef(ruleTags) === entityRef)
    .map(service => ({ entityRef, platform, service, view: latest }));
}

function isOf(
  { platform, service }: ServiceTrace,
  found: RoutedService,
): boolean {
  return platform === found.platform.id && service === found.service.name;
}
