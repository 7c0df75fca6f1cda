import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type {
  Shift,
  ShiftPage,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { KeyedRequest } from '../../durable/idempotency';
import { IdempotencyStore } from '../../durable/IdempotencyStore';
import type { ServiceShifts } from '../../status/ServiceRecords';
import { markAnnounced, unannounced } from './announced';
import { decideApproval, expiredApprovals, type Decision } from './approvals';
import {
  allShifts,
  entityRefs,
  shiftsUnderWay,
  type ArchiveQuery,
} from './archive';
import { insertShift, type Created, type NewShift } from './create';
import {
  activeCounts,
  lastEnded,
  outcomesOf,
  shiftedSince,
  type ShiftOutcome,
} from './figures';
import { lastChanges, type EndedShift } from './lastChanges';
import { pageOf } from './pages';
import { loadShift, type ShiftRecord } from './record';
import { EVENTS, SHIFTS, toSummary, type ShiftRow } from './rows';
import { serviceShifts } from './serviceShifts';
import type { RequestedAbort } from './ShiftLeases';
import { shiftTraces, type ShiftTrace } from './traces';
import {
  endColumns,
  insertEvent,
  updateShift,
  type NewEvent,
  type ShiftEnd,
} from './writes';

export type { ArchiveQuery } from './archive';
export type { NewShift } from './create';
export type { ShiftOutcome } from './figures';
export type { EndedShift } from './lastChanges';
export type { ShiftTrace } from './traces';

/** A shift under way, and the tag value by which it holds its rule. */
export interface ActiveShift {
  shift: ShiftSummary;
  ownHold?: string;
}

/**
 * The only way to the tables of shifts; the database lets only one be under way per service.
 * What a runner writes of the shift that it carries out, it writes by a `LeasedShift`.
 */
export class ShiftRepository {
  readonly #keys: IdempotencyStore;

  constructor(private readonly knex: Knex, private readonly now: () => Date) {
    this.#keys = new IdempotencyStore(knex, 'shift', now);
  }

  /**
   * Records a shift that is `planned`, and takes its service, or says why it cannot; with a
   * key that is taken, the id is that of the shift that the same request started.
   */
  async create(shift: NewShift): Promise<Created> {
    const id = randomUUID();
    try {
      const record = await this.knex.transaction(async tx => {
        const written = await insertShift(tx, id, shift, this.#at);
        await this.#keys.note(tx, shift, id);
        return written;
      });
      return { id, result: 'created', record };
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      const earlier = await this.findByKey(shift);
      return earlier
        ? { id: earlier, result: 'key-taken' }
        : { id, result: 'service-taken' };
    }
  }

  /** The shift that the same request started. Throws when its key was of another one. */
  findByKey(request: KeyedRequest): Promise<string | undefined> {
    return this.#keys.find(request);
  }

  /** Adds an event to the history of a shift under way, whoever carries it out. */
  async addEvent(shiftId: string, event: NewEvent): Promise<void> {
    await this.knex.transaction(async tx => {
      await updateShift(tx, { id: shiftId }, {});
      await insertEvent(tx, shiftId, event, this.#at());
    });
  }

  /** Ends a shift that nobody carries out yet. False when somebody does, or it is over. */
  async endUnclaimed(
    id: string,
    end: ShiftEnd,
    event: NewEvent,
  ): Promise<boolean> {
    return this.knex.transaction(async tx => {
      const at = this.#at();
      const where = { id, lease_owner: null };
      if (!(await updateShift(tx, where, endColumns(end, at)))) return false;
      await insertEvent(tx, id, event, at);
      return true;
    });
  }

  /**
   * Notes that somebody wants a shift to end; its runner notices. False when it is over. To
   * ask again, or for less, changes nothing.
   */
  async requestAbort(
    id: string,
    { mode, by }: RequestedAbort,
    event: NewEvent,
  ): Promise<boolean> {
    return this.knex.transaction(async tx => {
      if (!(await updateShift(tx, { id }, {}))) return false;
      const row = await tx<ShiftRow>(SHIFTS).where({ id }).first();
      const asked = row?.abort_requested;
      if (asked === mode || asked === 'roll-back') return true;
      await updateShift(
        tx,
        { id },
        { abort_requested: mode, abort_requested_by: by },
      );
      await insertEvent(tx, id, event, this.#at());
      return true;
    });
  }

  /**
   * Begins, or ends, a shift that waits to be approved. False when it does not wait any
   * more: of all decisions and its expiry, the first one counts.
   */
  decide(id: string, decision: Decision): Promise<boolean> {
    return decideApproval(this.knex, id, decision, this.#at);
  }

  /** Shifts that nobody has decided on in time. */
  expiredApprovals(): Promise<string[]> {
    return expiredApprovals(this.knex, this.#at());
  }

  /** All that is kept of a shift, from which it can be carried on. */
  load(id: string): Promise<ShiftRecord | undefined> {
    return loadShift(this.knex, id);
  }

  async get(id: string): Promise<Shift | undefined> {
    return (await this.load(id))?.shift;
  }

  /** A page of an entity's shifts, newest first. */
  list(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ): Promise<ShiftPage> {
    return pageOf(this.knex, entityRef, page);
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

  /** The active and the last shift of each service, by as many queries for all as for one. */
  shiftsOf(
    platform: string,
    services: string[],
  ): Promise<Map<string, ServiceShifts>> {
    return serviceShifts(this.knex, platform, services);
  }

  /**
   * The last shift of each service that ended since then and had written weights, by one
   * query: of one service, or of all of a platform.
   */
  lastChanges(
    of: { platform: string; service?: string },
    since: Date,
  ): Promise<Map<string, EndedShift>> {
    return lastChanges(this.knex, of, since);
  }

  /** When a shift of each service of the platform last ended, by one query. */
  lastEnded(platform: string): Promise<Map<string, string>> {
    return lastEnded(this.knex, platform);
  }

  /** The services with a shift that is under way or ended since then, by one query. */
  shiftedSince(platform: string, since: Date): Promise<string[]> {
    return shiftedSince(this.knex, platform, since);
  }

  /** How far shifts are, by id, by one query. */
  outcomesOf(ids: string[]): Promise<Map<string, ShiftOutcome>> {
    return outcomesOf(this.knex, ids);
  }

  /** How many shifts are under way on each platform, by one query. */
  activeCounts(): Promise<Map<string, number>> {
    return activeCounts(this.knex);
  }

  /** Whether a shift of ours made the call to AWS. */
  async madeRequest(awsRequestId: string): Promise<boolean> {
    const row = await this.knex(EVENTS)
      .where({ aws_request_id: awsRequestId })
      .first('shift_id');
    return row !== undefined;
  }

  /** Remembers, beyond the life of a process, that the end of a shift has been announced. */
  markAnnounced(id: string): Promise<void> {
    return markAnnounced(this.knex, id, this.now());
  }

  /** Shifts that ended some time ago, and that nobody has told of. */
  unannounced(): Promise<string[]> {
    return unannounced(this.knex, this.now());
  }

  /** All shifts that ever were, with their events, the oldest first, page by page. */
  all(query: ArchiveQuery): AsyncGenerator<Shift> {
    return allShifts(this.knex, query);
  }

  /** Refs of the entities whose services were ever shifted on the platform. */
  entityRefs(platform: string): Promise<string[]> {
    return entityRefs(this.knex, platform);
  }

  /** The services that an entity's shifts were of, those with one under way first. */
  traces(entityRef: string): Promise<ShiftTrace[]> {
    return shiftTraces(this.knex, entityRef, this.now());
  }

  /** The shifts of an entity that were under way at some time in the range, oldest first. */
  underWay(
    entityRef: string,
    range: { from: Date; to: Date },
  ): Promise<ShiftSummary[]> {
    return shiftsUnderWay(this.knex, entityRef, range);
  }

  readonly #at = (): string => this.now().toISOString();
}
