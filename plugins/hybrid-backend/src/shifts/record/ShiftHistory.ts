import { InputError } from '@backstage/errors';
import type {
  Shift,
  ShiftPage,
  ShiftSummary,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import type { ServiceShifts } from '../../status/ServiceRecords';
import {
  EVENTS,
  SHIFTS,
  toShift,
  toSummary,
  type EventRow,
  type ShiftRow,
} from './rows';

/** A shift under way, and the tag value by which it holds its rule. */
export interface ActiveShift {
  shift: ShiftSummary;
  ownHold?: string;
}

/** Reads shifts: one, a page of an entity's, or what a status shows of many services. */
export class ShiftHistory {
  constructor(private readonly knex: Knex) {}

  async get(id: string): Promise<Shift | undefined> {
    const row = await this.knex<ShiftRow>(SHIFTS).where({ id }).first();
    if (!row) return undefined;
    const events = await this.knex<EventRow>(EVENTS)
      .where({ shift_id: id })
      .orderBy('sequence');
    return toShift(row, events);
  }

  /** A page of an entity's shifts, newest first. */
  async list(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ): Promise<ShiftPage> {
    const query = this.knex<ShiftRow>(SHIFTS)
      .where({ entity_ref: entityRef })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit + 1);
    if (page.cursor !== undefined) {
      const { createdAt, id } = readCursor(page.cursor);
      query.andWhere(older =>
        older
          .where('created_at', '<', createdAt)
          .orWhere(same =>
            same.where('created_at', createdAt).andWhere('id', '<', id),
          ),
      );
    }
    const rows = await query;
    const items = rows.slice(0, page.limit);
    const last = items[items.length - 1];
    return {
      items: items.map(toSummary),
      ...(rows.length > page.limit && { nextCursor: writeCursor(last) }),
    };
  }

  async active(
    platform: string,
    service: string,
  ): Promise<ActiveShift | undefined> {
    const row = await this.knex<ShiftRow>(SHIFTS)
      .where({ active_key: `${platform}/${service}` })
      .first();
    return (
      row && {
        shift: toSummary(row),
        ...(row.hold && { ownHold: row.hold }),
      }
    );
  }

  /** The active and the last shift of each service, by two queries for all. */
  async shiftsOf(
    platform: string,
    services: string[],
  ): Promise<Map<string, ServiceShifts>> {
    const wanted = new Set(services);
    const ofPlatform = () => {
      const query = this.knex<ShiftRow>(SHIFTS).where({ platform });
      return services.length === 1
        ? query.andWhere('service', services[0])
        : query;
    };
    const newest = (which: Knex.QueryBuilder) =>
      ofPlatform().whereIn(
        ['service', 'created_at'],
        which
          .select('service')
          .max('created_at')
          .groupBy('service') as Knex.QueryBuilder,
      );
    const [active, ended, settled] = await Promise.all([
      ofPlatform().whereNotNull('active_key'),
      newest(ofPlatform().whereNull('active_key')).whereNull('active_key'),
      newest(ofPlatform().where(this.#settling())).where(this.#settling()),
    ]);
    const left = await this.#leftBehind(settled as ShiftRow[]);
    const result = new Map<string, ServiceShifts>();
    const of = (row: ShiftRow) => {
      const shifts = result.get(row.service) ?? {};
      result.set(row.service, shifts);
      return shifts;
    };
    for (const row of active as ShiftRow[]) of(row).active = toSummary(row);
    for (const row of ended as ShiftRow[]) of(row).last = toSummary(row);
    for (const row of settled as ShiftRow[]) {
      of(row).settled = left.get(row.id);
    }
    for (const row of [...active, ...ended] as ShiftRow[]) {
      if (row.hold) (of(row).ownHolds ??= []).push(row.hold);
    }
    return new Map([...result].filter(([service]) => wanted.has(service)));
  }

  /** Shifts that changed weights: one that failed or was aborted may have, or not. */
  #settling(): Knex.QueryCallback {
    const written = this.knex(EVENTS)
      .select(this.knex.raw('1'))
      .whereRaw('?? = ??', [`${EVENTS}.shift_id`, `${SHIFTS}.id`])
      .andWhere('type', 'weights-written');
    return shifts =>
      shifts
        .whereIn('state', ['succeeded', 'rolled-back'])
        .orWhere(unfinished =>
          unfinished
            .whereIn('state', ['failed', 'aborted'])
            .whereExists(written.clone()),
        );
  }

  /** The weights that each of the ended shifts left behind. */
  async #leftBehind(rows: ShiftRow[]): Promise<Map<string, Weights>> {
    const left = new Map<string, Weights>();
    const unfinished: string[] = [];
    for (const row of rows) {
      const { id, kind, state, from, to } = toSummary(row);
      if (state === 'succeeded') left.set(id, kind === 'drill' ? from : to);
      else if (state === 'rolled-back') left.set(id, from);
      else unfinished.push(id);
    }
    if (unfinished.length === 0) return left;
    const written = await this.knex<EventRow>(EVENTS)
      .whereIn('shift_id', unfinished)
      .andWhere('type', 'weights-written')
      .orderBy('sequence');
    for (const { shift_id, weight_on_prem, weight_aws } of written) {
      if (weight_on_prem === null || weight_aws === null) continue;
      left.set(shift_id, { 'on-prem': weight_on_prem, aws: weight_aws });
    }
    return left;
  }
}

function writeCursor(row: ShiftRow): string {
  return Buffer.from(`${row.created_at} ${row.id}`).toString('base64url');
}

function readCursor(cursor: string): { createdAt: string; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const match = /^(\S{24}) ([0-9a-f-]{36})$/.exec(text);
  if (!match) {
    throw new InputError(
      "request/query/cursor must be the 'nextCursor' of an earlier page",
    );
  }
  return { createdAt: match[1], id: match[2] };
}
