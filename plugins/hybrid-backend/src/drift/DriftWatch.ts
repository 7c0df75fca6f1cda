import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { PlatformAws } from '../aws/PlatformAws';
import { readEntityRef, unreadableAutomation } from '../aws/rule/tags';
import type { ServiceSnapshot, Snapshot } from '../platforms/snapshot';
import type { ShiftRepository } from '../shifts/record/ShiftRepository';
import type { ServiceShifts } from '../status/ServiceRecords';
import { BackgroundWork } from '../durable/BackgroundWork';
import type { Clock } from '../durable/retry';
import { DriftInquiry, candidatesAmong } from './DriftInquiry';
import { DriftStore, type OpenDrift } from './DriftStore';
import { sameDrift, unexplained } from '../status/unexplained';

/**
 * A snapshot may show the rule as it was before a shift that ended while it was taken, or
 * as AWS still remembers it shortly afterwards.
 */
const NEAR_SHIFT_MS = 60_000;

export interface DriftWatchOptions {
  knex: Knex;
  aws(platformId: string): PlatformAws;
  /** Knows the shifts, and whether one of ours made a call to AWS. */
  repository: Pick<ShiftRepository, 'shiftsOf' | 'madeRequest'>;
  /** Tells the owner; again when it becomes known who it was. */
  notify(
    drift: OpenDrift & {
      entityRef: string;
      /** What automation's tag says, where nobody can read it. */
      automationTag?: string;
    },
  ): void;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Notices drift on every new snapshot. What is seen once is recorded; what is still there on
 * the next one is told, for automation changes a rule and its tag by two calls, and a
 * snapshot may come in between.
 */
export class DriftWatch {
  readonly store: DriftStore;
  readonly #inquiries = new Map<string, DriftInquiry>();
  readonly #background: BackgroundWork;

  constructor(private readonly options: DriftWatchOptions) {
    const { knex, clock } = options;
    this.store = new DriftStore(knex, clock.now);
    this.#background = new BackgroundWork(error =>
      options.logger.warn('Looking for drift failed', error),
    );
  }

  /** Takes note of a snapshot in the background. One that comes meanwhile is passed over. */
  observe(platformId: string, snapshot: Snapshot): void {
    // Asking is slow, and must not keep from looking.
    this.#background.start(`${platformId} observed`, async () => {
      await this.#observe(platformId, snapshot);
      this.#background.start(`${platformId} asked about`, () =>
        this.#inquire(platformId, snapshot),
      );
    });
  }

  stop(): Promise<void> {
    return this.#background.stop();
  }

  async #observe(platform: string, snapshot: Snapshot): Promise<void> {
    const { repository } = this.options;
    const names = snapshot.services.map(({ name }) => name);
    const [shifts, open] = await Promise.all([
      repository.shiftsOf(platform, names),
      this.store.open({ platform }),
    ]);
    for (const service of snapshot.services) {
      const known = open.get(service.name);
      open.delete(service.name);
      await this.#compare(platform, snapshot, {
        service,
        known,
        shifts: shifts.get(service.name) ?? {},
      });
    }
    // The services of what is left are gone.
    for (const { id } of open.values()) await this.store.end(id);
  }

  async #compare(
    platform: string,
    { takenAt }: Snapshot,
    of: {
      service: ServiceSnapshot;
      known?: OpenDrift;
      shifts: ServiceShifts;
    },
  ): Promise<void> {
    const { service, known, shifts } = of;
    // A service that cannot be read at the moment is neither well nor drifting.
    if (!service.weights || service.unread) return;
    const drift = unexplained(service, shifts, takenAt);
    if (!drift) {
      if (known) await this.store.end(known.id);
      return;
    }
    if (isNear(shifts.last?.endedAt, takenAt)) return;
    if (known && sameDrift(known, drift)) {
      if (!known.notified && takenAt > known.since)
        await this.#confirm(known, service);
      return;
    }
    if (known) await this.store.end(known.id);
    await this.store.begin({
      platform,
      service: service.name,
      entityRef: readEntityRef(service.ruleTags),
      ...drift,
      since: takenAt,
    });
  }

  async #confirm(
    drift: OpenDrift,
    { ruleTags }: ServiceSnapshot,
  ): Promise<void> {
    if (!(await this.store.confirm(drift.id))) return;
    this.#notify(drift, unreadableAutomation(ruleTags));
  }

  async #inquire(platform: string, snapshot: Snapshot): Promise<void> {
    const drifts = await this.store.open({ platform });
    if (drifts.size === 0) return;
    const shifts = await this.options.repository.shiftsOf(platform, [
      ...drifts.keys(),
    ]);
    const inquiry = this.#inquiryOf(platform);
    const known = await inquiry.lookUp(
      candidatesAmong(drifts.values(), snapshot, shifts),
    );
    for (const drift of known) this.#notify(drift);
  }

  #notify(drift: OpenDrift, automationTag?: string): void {
    const { entityRef } = drift;
    if (!entityRef) return;
    this.options.notify({
      ...drift,
      entityRef,
      ...(automationTag && { automationTag }),
    });
  }

  #inquiryOf(platform: string): DriftInquiry {
    const known = this.#inquiries.get(platform);
    if (known) return known;
    const { aws, repository, clock, logger } = this.options;
    const made = new DriftInquiry({
      aws: aws(platform),
      store: this.store,
      isOwnRequest: id => repository.madeRequest(id),
      clock,
      logger,
      signal: this.#background.signal,
    });
    this.#inquiries.set(platform, made);
    return made;
  }
}

function isNear(endedAt: string | undefined, takenAt: string): boolean {
  if (!endedAt) return false;
  return Date.parse(takenAt) - Date.parse(endedAt) < NEAR_SHIFT_MS;
}
