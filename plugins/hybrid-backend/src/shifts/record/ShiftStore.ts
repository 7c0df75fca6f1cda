import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type {
  Plan,
  SafetyRuleId,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { databaseTimeIn } from '../../durable/databaseClock';
import type { KeyedRequest } from '../../durable/idempotency';
import { IdempotencyStore } from '../../durable/IdempotencyStore';
import { loadShift, type ShiftRecord } from './record';
import { SHIFTS, type ShiftRow } from './rows';
import type { RequestedAbort, Lease } from './ShiftLeases';
import {
  endColumns,
  insertEvent,
  updateShift,
  type NewEvent,
  type ShiftEnd,
} from './writes';

export type { Lease } from './ShiftLeases';
export type { NewEvent, ShiftChange, ShiftEnd } from './writes';

/** A shift that is about to start. */
export interface NewShift extends KeyedRequest {
  platform: string;
  service: string;
  plan: Plan;
  reason: string;
  lease: Lease;
  /** The safety rules that failed and were forced. */
  forced?: SafetyRuleId[];
  /** The evacuation that it is a part of. */
  evacuationId?: string;
  /**
   * ISO time until which somebody else may approve it. It then begins as
   * `awaiting-approval`, and no process claims it before it is approved.
   */
  approvalUntil?: string;
}

export type Created = 'created' | 'key-taken' | 'service-taken';

/**
 * Writes shifts as requests do; the database lets only one be under way per service. What a
 * runner writes of the shift that it carries out is the {@link ShiftLedger}'s.
 */
export class ShiftStore {
  readonly #keys: IdempotencyStore;

  constructor(private readonly knex: Knex, private readonly now: () => Date) {
    this.#keys = new IdempotencyStore(knex, 'shift', now);
  }

  /**
   * Records a shift that is `planned`, and takes its service, or says why it cannot; with a
   * key that is taken, the id is that of the shift that the same request started.
   */
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
          state: shift.approvalUntil ? 'awaiting-approval' : 'planned',
          reason: shift.reason,
          requested_by: shift.requestedBy,
          from_on_prem: plan.from['on-prem'],
          from_aws: plan.from.aws,
          to_on_prem: plan.to['on-prem'],
          to_aws: plan.to.aws,
          plan: JSON.stringify(plan),
          created_at: this.now().toISOString(),
          active_key: `${shift.platform}/${shift.service}`,
          lease_owner: shift.approvalUntil ? null : shift.lease.owner,
          lease_expires_at: shift.approvalUntil
            ? null
            : (databaseTimeIn(this.knex, shift.lease.forMs) as never),
          approval_until: shift.approvalUntil ?? null,
          forced: shift.forced?.length ? JSON.stringify(shift.forced) : null,
          evacuation_id: shift.evacuationId ?? null,
        });
        await this.#keys.note(tx, shift, id);
        for (const event of firstEvents(shift)) {
          await insertEvent(tx, id, event, this.#at());
        }
      });
      return { id, result: 'created' };
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

  /** All that is kept of a shift, from which it can be carried on. */
  load(id: string): Promise<ShiftRecord | undefined> {
    return loadShift(this.knex, id);
  }

  #at(): string {
    return this.now().toISOString();
  }
}

function firstEvents(shift: NewShift): NewEvent[] {
  const { plan, reason, requestedBy, forced = [], approvalUntil } = shift;
  const passed = plan.rules.filter(rule => rule.passed).length;
  return [
    {
      type: 'requested',
      message: `${requestedBy}: ${reason}`,
      weights: plan.to,
    },
    {
      type: 'plan-evaluated',
      message:
        passed === plan.rules.length
          ? `All ${passed} safety rules passed.`
          : `${passed} of ${plan.rules.length} safety rules passed.`,
      weights: plan.from,
    },
    ...plan.rules
      .filter(({ id, passed: fine }) => !fine && forced.includes(id))
      .map(
        ({ title, explanation }): NewEvent => ({
          type: 'rule-forced',
          message: `${requestedBy} forced '${title}': ${explanation}`,
        }),
      ),
    ...(approvalUntil
      ? [
          {
            type: 'approval-requested' as const,
            message: `Somebody else must approve it until ${approvalUntil}.`,
          },
        ]
      : []),
  ];
}
