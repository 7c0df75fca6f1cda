import type { DriftStore } from '../drift/DriftStore';
import type { HoldStore } from '../holds/HoldStore';
import type { ServiceRecords } from '../status/ServiceRecords';
import type { ReadinessStore } from './ReadinessStore';

/** What the database knows of services besides their shifts, by three queries for all. */
export async function readServiceRecords(
  stores: { drifts: DriftStore; holds: HoldStore; readiness: ReadinessStore },
  platform: string,
  services: string[],
): Promise<Map<string, ServiceRecords>> {
  if (services.length === 0) return new Map();
  const [service] = services;
  const of = services.length === 1 ? { platform, service } : { platform };
  const [drifts, holds, readiness] = await Promise.all([
    stores.drifts.open(of),
    stores.holds.allActive(of),
    stores.readiness.get(of),
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
