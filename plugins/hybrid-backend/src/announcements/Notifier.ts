import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  automationNotification,
  driftNotification,
  shiftNotification,
  stageOf,
  type Stage,
} from './notifications';
import { DeliveryQueue } from './DeliveryQueue';

export interface NotifierOptions {
  auth: AuthService;
  catalog: CatalogService;
  notifications: NotificationService;
  logger: LoggerService;
  now(): Date;
}

/** A Backstage without the notifications plugin is asked again after this long. */
const ABSENT_FOR_MS = 10 * 60_000;

const MAX_REMEMBERED = 5_000;

/**
 * Tells the owners of services what happens to them, without whoever made it happen. It
 * works without the notifications plugin, and then tells nobody.
 */
export class Notifier {
  readonly #queue: DeliveryQueue;
  /** How far owners have been told of a shift. */
  readonly #stages = new Map<string, Stage>();
  #absentUntil = 0;

  constructor(private readonly options: NotifierOptions) {
    this.#queue = new DeliveryQueue({
      name: 'notifications',
      logger: options.logger,
    });
  }

  /** Tells of a shift that has begun, waits for an approval, or has ended; of each once. */
  shift(shift: Shift): void {
    const stage = stageOf(shift);
    const known = shift.evacuationId && stage === 'under-way';
    const key = known ? `${shift.evacuationId}/${shift.entityRef}` : shift.id;
    if (!stage || this.#stages.get(key) === stage) return;
    this.#stages.delete(key);
    this.#stages.set(key, stage);
    if (this.#stages.size > MAX_REMEMBERED) {
      this.#stages.delete(this.#stages.keys().next().value!);
    }
    const payload = shiftNotification(shift);
    if (!payload) return;
    const { entityRef, requestedBy } = shift;
    this.#queue.put(payload.scope!, () =>
      this.#send(entityRef, payload, requestedBy),
    );
  }

  drift(drift: Parameters<typeof driftNotification>[0]): void {
    const payload = driftNotification(drift);
    this.#queue.put(payload.scope!, () => this.#send(drift.entityRef, payload));
  }

  automation(news: Parameters<typeof automationNotification>[0]): void {
    const payload = automationNotification(news);
    if (!payload) return;
    this.#queue.put(payload.scope!, () =>
      this.#send(news.move.entityRef, payload),
    );
  }

  stop(): Promise<void> {
    return this.#queue.stop();
  }

  async #send(
    entityRef: string,
    payload: NotificationPayload,
    actor?: string,
  ): Promise<void> {
    const { notifications, logger, now } = this.options;
    if (now().getTime() < this.#absentUntil) return;
    const owner = await this.#ownerOf(entityRef);
    if (!owner) return;
    try {
      await notifications.send({
        recipients: {
          type: 'entity',
          entityRef: owner,
          ...(actor?.startsWith('user:') && { excludeEntityRef: actor }),
        },
        payload,
      });
    } catch (error) {
      if (!/status 404/.test((error as Error).message)) throw error;
      this.#absentUntil = now().getTime() + ABSENT_FOR_MS;
      logger.info(
        'Owners are not notified: this Backstage has no notifications plugin',
      );
    }
  }

  async #ownerOf(entityRef: string): Promise<string | undefined> {
    const { catalog, auth } = this.options;
    const entity = await catalog.getEntityByRef(entityRef, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    return entity && ownerOf(entity);
  }
}

/** The relation is what the catalog made of `spec.owner`; a catalog in a test has none. */
function ownerOf(entity: Entity): string | undefined {
  const relation = entity.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  );
  const owner = entity.spec?.owner;
  if (relation || typeof owner !== 'string') return relation?.targetRef;
  return stringifyEntityRef(
    parseEntityRef(owner, {
      defaultKind: 'group',
      defaultNamespace: entity.metadata.namespace,
    }),
  );
}
