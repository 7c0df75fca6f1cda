import type { Knex } from 'knex';
import { SHIFTS, type ShiftRow } from './rows';

/** Whoever asked for a shift may see for so long how it ended. */
const LATELY_MS = 24 * 60 * 60_000;

/** A service that an entity's shifts were of. */
export interface ShiftTrace {
  platform: string;
  service: string;
  /** Who asked for the shift that is under way. */
  startedBy?: string;
  /** Who asked for shifts that are under way or ended lately. */
  watchers: string[];
}

/** The services that an entity's shifts were of, those with one under way first. */
export async function shiftTraces(
  knex: Knex,
  entityRef: string,
  now: Date,
): Promise<ShiftTrace[]> {
  const since = new Date(now.getTime() - LATELY_MS).toISOString();
  const of = () => knex<ShiftRow>(SHIFTS).where({ entity_ref: entityRef });
  const [services, recent] = await Promise.all([
    of().distinct('platform', 'service'),
    of()
      .andWhere(which =>
        which.whereNotNull('active_key').orWhere('ended_at', '>', since),
      )
      .distinct('platform', 'service', 'requested_by', 'active_key'),
  ]);
  return services
    .map(({ platform, service }): ShiftTrace => {
      const rows = recent.filter(
        row => row.platform === platform && row.service === service,
      );
      const active = rows.find(row => row.active_key !== null);
      return {
        platform,
        service,
        ...(active && { startedBy: active.requested_by }),
        watchers: rows.map(row => row.requested_by),
      };
    })
    .sort((a, b) => Number(!a.startedBy) - Number(!b.startedBy));
}
