import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  FINAL_SHIFT_STATES,
  HYBRID_AUTOMATION_TOPIC,
  HYBRID_SHIFT_TOPIC,
  HYBRID_SIGNAL_CHANNEL,
  type HybridAutomationEventPayload,
  type HybridShiftEventPayload,
  type HybridSignal,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { News } from '../automation/MoveStore';
import { Notifier } from './Notifier';
import { DeliveryQueue } from './DeliveryQueue';
import { ShiftEventReader } from './ShiftEventReader';
import type { ShiftUpdate } from '../shifts/record/record';
import type { ShiftRepository } from '../shifts/record/ShiftRepository';

export interface AnnouncerOptions {
  auth: AuthService;
  catalog: CatalogService;
  events: EventsService;
  notifications: NotificationService;
  signals: SignalsService;
  logger: LoggerService;
  repository: Pick<ShiftRepository, 'get' | 'markAnnounced' | 'unannounced'>;
  /** Is told what is new about each shift, to count it. */
  observe?(update: ShiftUpdate): void;
  now(): Date;
}

/**
 * Tells the world that something changed: a signal to whoever looks, events to whoever
 * subscribed, a notification to the owner. All of it happens in the background, and nothing
 * that goes wrong there disturbs what is told of.
 */
export class Announcer {
  readonly notifier: Notifier;
  readonly #reader: ShiftEventReader;
  readonly #signals: DeliveryQueue;
  readonly #events: DeliveryQueue;
  #signalled = 0;

  constructor(private readonly options: AnnouncerOptions) {
    const { logger, repository } = options;
    this.notifier = new Notifier(options);
    this.#reader = new ShiftEventReader(id => repository.get(id));
    this.#signals = new DeliveryQueue({ name: 'signals', logger });
    this.#events = new DeliveryQueue({
      name: 'events',
      logger,
      attempts: 3,
    });
  }

  /** Announces what a signal hints at. Returns at once, and never throws. */
  async announce(signal: HybridSignal): Promise<void> {
    this.#signalled += 1;
    this.#signals.put(String(this.#signalled), () =>
      this.options.signals.publish({
        recipients: { type: 'broadcast' },
        channel: HYBRID_SIGNAL_CHANNEL,
        message: signal,
      }),
    );
    if (signal.shiftId) this.#announceShift(signal.shiftId);
  }

  /** Announces what automation did. Returns at once, and never throws. */
  automation(news: News): void {
    const { move, moved, ended } = news;
    const { entityRef, platform } = move;
    this.announce({ platform, ...(entityRef && { entityRef }) });
    const types = [
      ...(moved ? ['failed-over' as const] : []),
      ...(ended ? [move.state as 'returned' | 'left'] : []),
    ];
    for (const type of types) {
      const eventPayload: HybridAutomationEventPayload = { move, type };
      this.#events.put(`automation ${move.id} ${type}`, () =>
        this.options.events.publish({
          topic: HYBRID_AUTOMATION_TOPIC,
          eventPayload,
        }),
      );
    }
    if (entityRef) {
      this.notifier.automation({ ...news, move: { ...move, entityRef } });
    }
  }

  /** Announces the ends of shifts whose process stopped before it could. */
  async catchUp(): Promise<void> {
    for (const id of await this.options.repository.unannounced()) {
      this.#announceShift(id);
    }
  }

  /** Gives what waits a last chance. */
  async stop(): Promise<void> {
    await Promise.all([this.#signals.stop(), this.#events.stop()]);
    await this.notifier.stop();
  }

  #announceShift(id: string): void {
    this.#events.put(id, () =>
      this.#reader.read(id, update => this.#publish(update)),
    );
  }

  async #publish(update: ShiftUpdate): Promise<void> {
    const { plan: _plan, events: _all, ...shift } = update.shift;
    for (const event of update.events) {
      const eventPayload: HybridShiftEventPayload = { shift, event };
      await this.options.events.publish({
        topic: HYBRID_SHIFT_TOPIC,
        eventPayload,
      });
    }
    this.options.observe?.(update);
    this.notifier.shift(update.shift);
    if (FINAL_SHIFT_STATES.includes(shift.state)) {
      await this.options.repository.markAnnounced(shift.id);
    }
  }
}
