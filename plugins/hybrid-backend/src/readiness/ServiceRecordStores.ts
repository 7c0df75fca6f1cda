import type { Knex } from 'knex';
import type { DriftStore } from '../drift/DriftStore';
import { HoldStore } from '../holds/HoldStore';
import type { ServiceRecords } from '../status/ServiceRecords';
import type { ShiftRepository } from '../shifts/record/ShiftRepository';
import { ReadinessStore } from './ReadinessStore';

/** What the database knows of services besides their shifts. */
export class ServiceRecordStores {
  readonly holds: HoldStore;
  readonly readiness: ReadinessStore;

  constructor(
    knex: Knex,
    now: () => Date,
    private readonly drifts: { store: Pick<DriftStore, 'open'> },
    private readonly shifts: Pick<
      ShiftRepository,
      'lastEnded' | 'shiftedSince'
    >,
  ) {
    this.holds = new HoldStore(knex, now);
    this.readiness = new ReadinessStore(knex, shifts);
  }

  /** The services whose tags shifts or holds have changed since then. */
  async changedSince(platform: string, since: Date): Promise<Set<string>> {
    const [shifted, held] = await Promise.all([
      this.shifts.shiftedSince(platform, since),
      this.holds.changedSince(platform, since),
    ]);
    return new Set([...shifted, ...held]);
  }

  /** All of it, by three queries however many services there are. */
  async read(
    platform: string,
    services: string[],
  ): Promise<Map<string, ServiceRecords>> {
    if (services.length === 0) return new Map();
    const [service] = services;
    const of = services.length === 1 ? { platform, service } : { platform };
    const [drifts, holds, readiness] = await Promise.all([
      this.drifts.store.open(of),
      this.holds.allActive(of),
      this.readiness.get(of),
    ]);
    const holdsByService = new Map(holds.map(hold => [hold.service, hold]));
    return new Map(
      services.map(name => [
        name,
        {
          drift: drifts.get(name),
          hold: holdsByService.get(name),
          readiness: readiness.get(name),
        },
      ]),
    );
  }
}
