import type { Knex } from 'knex';
import type { ServiceTrace } from '../access/KnownServices';
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
      'lastEnded' | 'shiftedSince' | 'traces'
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

  /** Where an entity's service is, and who does what to it, by what was recorded. */
  async tracesOf(entityRef: string): Promise<ServiceTrace[]> {
    const [shifted, held] = await Promise.all([
      this.shifts.traces(entityRef),
      this.holds.allActive({ entity_ref: entityRef }),
    ]);
    const traces = shifted.map((trace): ServiceTrace => ({ ...trace }));
    for (const { platform, service, held_by: heldBy } of held) {
      const known = traces.find(
        each => each.platform === platform && each.service === service,
      );
      if (known) known.heldBy = heldBy;
      else traces.push({ platform, service, watchers: [], heldBy });
    }
    return traces;
  }
}
