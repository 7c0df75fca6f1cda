import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  Plan,
  Problem,
  Shift,
  ShiftEvent,
  ShiftPage,
  ShiftState,
  ShiftSummary,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { ServiceShifts } from '../platforms/status';
import { toShift, toSummary, type EventRow, type ShiftRow } from './rows';
import { isFinal, statesBefore } from './stateMachine';

const SHIFTS = 'hybrid_shifts';
const EVENTS = 'hybrid_shift_events';
const KEYS = 'hybrid_idempotency_keys';

/** A shift that is about to start. */
export interface NewShift {
  platform: string;
  service: string;
  plan: Plan;
  reason: string;
  requestedBy: string;
  idempotencyKey: string;
  requestHash: string;
  lease: Lease;
}

/** A process's claim to carry a shift out, until it expires. */
export interface Lease {
  owner: string;
  expiresAt: number;
}

/** How a shift ended. */
export interface ShiftEnd {
  state: ShiftState;
  problem?: Problem;
  recoveryTimeSeconds?: number;
}

export type NewEvent = Pick<ShiftEvent, 'type' | 'message'> & {
  weights?: Weights;
  awsRequestId?: string;
};

export type Created = 'created' | 'key-taken' | 'service-taken';

/** Shifts and their events in the database, which also lets only one run per service. */
export class ShiftStore {
  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  /** Records a shift that is `planned`, and takes its service, or says why it cannot. */
  async create(shift: NewShift): Promise<{ id: string; result: Created }> {
    const id = randomUUID();
    const { plan } = shift;
    try {
      await this.knex.transaction(async tx => {
        await tx<ShiftRow>(SHIFTS).insert({
          id,
          platform: shift.platform,
          service: shift.service,
          entity_ref: plan.entityRef,
          kind: plan.kind,
          state: 'planned',
          reason: shift.reason,
          requested_by: shift.requestedBy,
          from_on_prem: plan.from['on-prem'],
          from_aws: plan.from.aws,
          to_on_prem: plan.to['on-prem'],
          to_aws: plan.to.aws,
          plan: JSON.stringify(plan),
          created_at: this.now().toISOString(),
          active_key: `${shift.platform}/${shift.service}`,
          lease_owner: shift.lease.owner,
          lease_expires_at: shift.lease.expiresAt,
        });
        await tx(KEYS).insert({
          requested_by: shift.requestedBy,
          key: shift.idempotencyKey,
          request_hash: shift.requestHash,
          shift_id: id,
        });
        for (const event of firstEvents(shift)) {
          await this.#insertEvent(tx, id, event);
        }
      });
      return { id, result: 'created' };
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      const taken = await this.findByKey(
        shift.requestedBy,
        shift.idempotencyKey,
      );
      return { id, result: taken ? 'key-taken' : 'service-taken' };
    }
  }

  /** The shift that a caller's key started. */
  async findByKey(
    requestedBy: string,
    key: string,
  ): Promise<{ shiftId: string; requestHash: string } | undefined> {
    const row = await this.knex(KEYS)
      .where({ requested_by: requestedBy, key })
      .first();
    return row && { shiftId: row.shift_id, requestHash: row.request_hash };
  }

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
  ): Promise<ShiftSummary | undefined> {
    const row = await this.knex<ShiftRow>(SHIFTS)
      .where({ active_key: `${platform}/${service}` })
      .first();
    return row && toSummary(row);
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
      newest(
        ofPlatform().whereIn('state', ['succeeded', 'rolled-back']),
      ).whereIn('state', ['succeeded', 'rolled-back']),
    ]);
    const result = new Map<string, ServiceShifts>();
    const of = (row: ShiftRow) => {
      const shifts = result.get(row.service) ?? {};
      result.set(row.service, shifts);
      return shifts;
    };
    for (const row of active as ShiftRow[]) of(row).active = toSummary(row);
    for (const row of ended as ShiftRow[]) of(row).last = toSummary(row);
    for (const row of settled as ShiftRow[]) {
      const { state, from, to } = toSummary(row);
      of(row).settled = state === 'succeeded' ? to : from;
    }
    return new Map([...result].filter(([service]) => wanted.has(service)));
  }

  async addEvent(shiftId: string, event: NewEvent): Promise<void> {
    await this.knex.transaction(tx => this.#insertEvent(tx, shiftId, event));
  }

  /** Moves a shift on to a state that is not final. Throws when it is not where it should be. */
  async advance(id: string, state: ShiftState): Promise<void> {
    await this.#setState(this.knex, id, { state });
  }

  /** Ends a shift, records how, and gives its service free: all of it or nothing. */
  async end(id: string, end: ShiftEnd, event: NewEvent): Promise<void> {
    if (!isFinal(end.state)) throw new Error(`${end.state} is no end`);
    await this.knex.transaction(async tx => {
      await this.#insertEvent(tx, id, event);
      await this.#setState(tx, id, {
        state: end.state,
        ended_at: this.now().toISOString(),
        active_key: null,
        lease_owner: null,
        lease_expires_at: null,
        ...(end.problem && { problem: JSON.stringify(end.problem) }),
        ...(end.recoveryTimeSeconds !== undefined && {
          recovery_time_seconds: end.recoveryTimeSeconds,
        }),
      });
    });
  }

  /** Holds on to a shift. False when another process has taken it. */
  async renewLease(id: string, lease: Lease): Promise<boolean> {
    const changed = await this.knex<ShiftRow>(SHIFTS)
      .where({ id, lease_owner: lease.owner })
      .whereNotNull('active_key')
      .update({ lease_expires_at: lease.expiresAt });
    return changed === 1;
  }

  /** Shifts whose process has not renewed its lease in time. */
  async abandoned(): Promise<ShiftSummary[]> {
    const rows = await this.knex<ShiftRow>(SHIFTS)
      .whereNotNull('active_key')
      .andWhere('lease_expires_at', '<', this.now().getTime());
    return rows.map(toSummary);
  }

  /** Takes over an abandoned shift. False when another process was faster. */
  async claim(id: string, lease: Lease): Promise<boolean> {
    const changed = await this.knex<ShiftRow>(SHIFTS)
      .where({ id })
      .whereNotNull('active_key')
      .andWhere('lease_expires_at', '<', this.now().getTime())
      .update({ lease_owner: lease.owner, lease_expires_at: lease.expiresAt });
    return changed === 1;
  }

  async #insertEvent(
    tx: Knex,
    shiftId: string,
    event: NewEvent,
  ): Promise<void> {
    const [{ last }] = await tx(EVENTS)
      .where({ shift_id: shiftId })
      .max({ last: 'sequence' });
    await tx<EventRow>(EVENTS).insert({
      shift_id: shiftId,
      sequence: Number(last ?? 0) + 1,
      at: this.now().toISOString(),
      type: event.type,
      message: event.message,
      weight_on_prem: event.weights?.['on-prem'] ?? null,
      weight_aws: event.weights?.aws ?? null,
      aws_request_id: event.awsRequestId ?? null,
    });
  }

  async #setState(
    tx: Knex,
    id: string,
    change: Partial<ShiftRow> & { state: ShiftState },
  ): Promise<void> {
    const changed = await tx<ShiftRow>(SHIFTS)
      .where({ id })
      .whereIn('state', statesBefore(change.state))
      .update(change);
    if (changed !== 1) {
      throw new Error(`Shift ${id} cannot become ${change.state}`);
    }
  }
}

function firstEvents({ plan, reason, requestedBy }: NewShift): NewEvent[] {
  return [
    {
      type: 'requested',
      message: `${requestedBy}: ${reason}`,
      weights: plan.to,
    },
    {
      type: 'plan-evaluated',
      message: `All ${plan.rules.length} safety rules passed.`,
      weights: plan.from,
    },
  ];
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
