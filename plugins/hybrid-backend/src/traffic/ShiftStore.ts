import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type {
  Plan,
  Problem,
  SafetyRuleId,
  ShiftEvent,
  ShiftState,
  ShiftSummary,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import {
  EVENTS,
  KEYS,
  SHIFTS,
  toSummary,
  type EventRow,
  type ShiftRow,
} from './rows';
import type { OwnHold } from './ShiftHold';
import { isFinal, statesBefore } from './stateMachine';

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
  step?: number;
  weights?: Weights;
  awsRequestId?: string;
};

export type Created = 'created' | 'key-taken' | 'service-taken';

/** Writes shifts and their events; the database lets only one be under way per service. */
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
          lease_expires_at: shift.approvalUntil ? null : shift.lease.expiresAt,
          approval_until: shift.approvalUntil ?? null,
          forced: shift.forced?.length ? JSON.stringify(shift.forced) : null,
          evacuation_id: shift.evacuationId ?? null,
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

  async addEvent(shiftId: string, event: NewEvent): Promise<void> {
    await this.knex.transaction(tx => this.#insertEvent(tx, shiftId, event));
  }

  /** Moves a shift on to a state that is not final. Throws when it is not where it should be. */
  async advance(id: string, state: ShiftState): Promise<void> {
    await this.#setState(this.knex, id, { state });
  }

  /** Keeps the hold that a shift has on its rule; without one it has none any more. */
  async setHold(id: string, own: OwnHold | undefined): Promise<void> {
    await this.knex<ShiftRow>(SHIFTS)
      .where({ id })
      .update({ hold: own?.value ?? null, hold_before: own?.before ?? null });
  }

  async getHold(id: string): Promise<OwnHold | undefined> {
    const row = await this.knex<ShiftRow>(SHIFTS).where({ id }).first();
    if (!row?.hold) return undefined;
    return {
      value: row.hold,
      ...(row.hold_before && { before: row.hold_before }),
    };
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
      step: event.step ?? null,
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
