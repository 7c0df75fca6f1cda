import type {
  Problem,
  ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { SHIFTS, type ShiftRow } from './rows';

/** How far a shift is. */
export interface ShiftOutcome {
  state: ShiftState;
  /** When its last step was verified or, without that, when it ended. */
  endedAt?: string;
  problem?: Problem;
}

/** How far shifts are, by id, by one query. */
export async function outcomesOf(
  knex: Knex,
  ids: string[],
): Promise<Map<string, ShiftOutcome>> {
  if (ids.length === 0) return new Map();
  const rows = await knex<ShiftRow>(SHIFTS)
    .whereIn('id', ids)
    .select('id', 'state', 'ended_at', 'verified_at', 'problem');
  return new Map(
    rows.map(row => {
      const endedAt = row.verified_at ?? row.ended_at;
      return [
        row.id,
        {
          state: row.state as ShiftState,
          ...(endedAt && { endedAt }),
          ...(row.problem && { problem: JSON.parse(row.problem) }),
        },
      ];
    }),
  );
}

/** When a shift of each service of the platform last ended, by one query. */
export async function lastEnded(
  knex: Knex,
  platform: string,
): Promise<Map<string, string>> {
  const rows = await knex<ShiftRow>(SHIFTS)
    .where({ platform })
    .whereNotNull('ended_at')
    .groupBy('service')
    .select('service')
    .max({ ended: 'ended_at' });
  return new Map(rows.map(({ service, ended }) => [service, ended]));
}

/** The services with a shift that is under way or ended since then, by one query. */
export async function shiftedSince(
  knex: Knex,
  platform: string,
  since: Date,
): Promise<string[]> {
  const rows = await knex<ShiftRow>(SHIFTS)
    .where({ platform })
    .andWhere(either =>
      either
        .whereNotNull('active_key')
        .orWhere('ended_at', '>', since.toISOString()),
    )
    .distinct('service');
  return rows.map(({ service }) => service);
}

/** How many shifts are under way on each platform, by one query. */
export async function activeCounts(knex: Knex): Promise<Map<string, number>> {
  const rows: { platform: string; number: number | string }[] = await knex(
    SHIFTS,
  )
    .whereNotNull('active_key')
    .groupBy('platform')
    .select('platform')
    .count({ number: '*' });
  return new Map(rows.map(row => [row.platform, Number(row.number)]));
}
