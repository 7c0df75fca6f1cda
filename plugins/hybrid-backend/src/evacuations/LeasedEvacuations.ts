import type {
  EvacuationItem,
  EvacuationState,
  Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { Leases } from '../durable/Leases';
import type {
  ShiftOutcome,
  ShiftRepository,
} from '../shifts/record/ShiftRepository';
import { EVACUATIONS, ITEMS, type EvacuationRow, type ItemRow } from './rows';

/** The shift of an item that is under way. */
export interface ItemShift extends ShiftOutcome {
  service: string;
}

/** What the process that carries an evacuation out reads and writes of it. */
export class LeasedEvacuations {
  /** Who carries out which evacuation. */
  readonly leases: Leases;

  constructor(
    private readonly knex: Knex,
    private readonly now: () => Date,
    private readonly repository: Pick<ShiftRepository, 'outcomesOf'>,
  ) {
    this.leases = new Leases(knex, EVACUATIONS);
  }

  async platformOf(id: string): Promise<string> {
    const row = await this.knex<EvacuationRow>(EVACUATIONS)
      .where({ id })
      .first('platform');
    return row!.platform;
  }

  /** Notes how it goes, as long as the owner has it. */
  async notePace(
    id: string,
    owner: string,
    pace: { rate: number; concurrency: number },
  ): Promise<void> {
    await this.knex<EvacuationRow>(EVACUATIONS)
      .where({ id, lease_owner: owner })
      .whereNotNull('active_key')
      .update(pace);
  }

  /** The evacuation, as long as the owner has it. */
  read(id: string, owner: string): Promise<EvacuationRow | undefined> {
    return this.knex<EvacuationRow>(EVACUATIONS)
      .where({ id, lease_owner: owner })
      .whereNotNull('active_key')
      .first();
  }

  /** What is not at its end yet. */
  open(id: string): Promise<ItemRow[]> {
    return this.knex<ItemRow>(ITEMS)
      .where({ evacuation_id: id })
      .whereIn('state', ['pending', 'shifting'])
      .orderBy('service');
  }

  /** How the shifts of items under way stand, by two queries for all of them. */
  async shifts(id: string): Promise<ItemShift[]> {
    const items = await this.knex<ItemRow>(ITEMS)
      .where({ evacuation_id: id, state: 'shifting' })
      .whereNotNull('shift_id')
      .select('service', 'shift_id');
    const outcomes = await this.repository.outcomesOf(
      items.map(({ shift_id: shiftId }) => shiftId!),
    );
    return items.flatMap(({ service, shift_id: shiftId }) => {
      const outcome = outcomes.get(shiftId!);
      return outcome ? [{ service, ...outcome }] : [];
    });
  }

  /**
   * Notes before a shift is started that it will be: who takes over after a crash asks for
   * the same one again. False when the item is not to be started any more.
   */
  async begin(id: string, service: string): Promise<boolean> {
    const running = this.knex<EvacuationRow>(EVACUATIONS)
      .where({ id, state: 'running' })
      .select('id');
    const changed = await this.knex<ItemRow>(ITEMS)
      .where({ evacuation_id: id, service })
      .whereNull('shift_id')
      .andWhere(item =>
        item
          .where('state', 'shifting')
          .orWhere(pending =>
            pending
              .where('state', 'pending')
              .whereIn('evacuation_id', running as never),
          ),
      )
      .update({ state: 'shifting' });
    return changed === 1;
  }

  async started(id: string, service: string, shiftId: string): Promise<void> {
    await this.knex<ItemRow>(ITEMS)
      .where({ evacuation_id: id, service, state: 'shifting' })
      .update({ shift_id: shiftId });
  }

  async settle(
    id: string,
    service: string,
    end: {
      state: EvacuationItem['state'];
      problem?: Problem;
      recoveryTimeSeconds?: number;
    },
  ): Promise<void> {
    await this.knex<ItemRow>(ITEMS)
      .where({ evacuation_id: id, service, state: 'shifting' })
      .update({
        state: end.state,
        problem: end.problem ? JSON.stringify(end.problem) : null,
        recovery_time_seconds: end.recoveryTimeSeconds ?? null,
      });
  }

  /** Ends an evacuation; what is pending is then aborted. False when another process has it. */
  async end(
    id: string,
    owner: string,
    state: EvacuationState,
  ): Promise<boolean> {
    return this.knex.transaction(async tx => {
      const changed = await tx<EvacuationRow>(EVACUATIONS)
        .where({ id, lease_owner: owner })
        .whereNotNull('active_key')
        .update({
          state,
          ended_at: this.now().toISOString(),
          active_key: null,
          lease_owner: null,
          lease_expires_at: null,
          rate: null,
          concurrency: null,
        });
      if (changed !== 1) return false;
      await tx<ItemRow>(ITEMS)
        .where({ evacuation_id: id, state: 'pending' })
        .update({ state: 'aborted' });
      return true;
    });
  }
}
