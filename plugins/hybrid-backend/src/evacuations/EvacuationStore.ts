import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type {
  EvacuationItem,
  EvacuationRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { databaseTimeIn } from '../durable/databaseClock';
import type { KeyedRequest } from '../durable/idempotency';
import { IdempotencyStore } from '../durable/IdempotencyStore';
import type { Lease } from '../durable/Leases';
import {
  EVACUATIONS,
  ITEMS,
  TRIED_AGAIN,
  type EvacuationRow,
  type ItemRow,
} from './rows';

/** An evacuation that is about to start. */
export interface NewEvacuation extends KeyedRequest {
  platform: string;
  request: EvacuationRequest;
  items: Pick<EvacuationItem, 'service' | 'entityRef' | 'state' | 'problem'>[];
  lease: Lease;
}

/** The longest list of evacuations that is answered. */
const MOST_LISTED = 50;

/** An insert of many rows has a variable for each value, and databases a limit of those. */
const ROWS_PER_INSERT = 100;

/** Writes and finds evacuations as requests do; the database lets one be under way per platform. */
export class EvacuationStore {
  readonly #keys: IdempotencyStore;

  constructor(private readonly knex: Knex, private readonly now: () => Date) {
    this.#keys = new IdempotencyStore(knex, 'evacuation', now);
  }

  /**
   * Records an evacuation with its services, or says why it cannot; with a key that is taken,
   * the id is that of the evacuation that the same request started.
   */
  async create(
    evacuation: NewEvacuation,
  ): Promise<{ id: string; result: 'created' | 'key-taken' | 'active' }> {
    const id = randomUUID();
    const { platform, request, requestedBy, items, lease } = evacuation;
    try {
      await this.knex.transaction(async tx => {
        await tx(EVACUATIONS).insert({
          id,
          platform,
          off_site: request.off,
          state: 'running',
          reason: request.reason,
          force: request.force ? JSON.stringify(request.force) : null,
          requested_by: requestedBy,
          acting: requestedBy,
          created_at: this.now().toISOString(),
          active_key: platform,
          lease_owner: lease.owner,
          lease_expires_at: databaseTimeIn(tx, lease.forMs),
        });
        await this.#keys.note(tx, evacuation, id);
        await tx.batchInsert(
          ITEMS,
          items.map(item => ({
            evacuation_id: id,
            service: item.service,
            entity_ref: item.entityRef,
            state: item.state,
            attempt: 1,
            problem: item.problem ? JSON.stringify(item.problem) : null,
          })),
          ROWS_PER_INSERT,
        );
      });
      return { id, result: 'created' };
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      const earlier = await this.findByKey(evacuation);
      return earlier
        ? { id: earlier, result: 'key-taken' }
        : { id, result: 'active' };
    }
  }

  /** The evacuation that the same request started. Throws when its key was of another one. */
  findByKey(request: KeyedRequest): Promise<string | undefined> {
    return this.#keys.find(request);
  }

  find(platform: string, id: string): Promise<EvacuationRow | undefined> {
    return this.knex<EvacuationRow>(EVACUATIONS)
      .where({ platform, id })
      .first();
  }

  active(platform: string): Promise<EvacuationRow | undefined> {
    return this.knex<EvacuationRow>(EVACUATIONS)
      .where({ active_key: platform })
      .first();
  }

  /** The newest first. */
  list(platform: string): Promise<EvacuationRow[]> {
    return this.knex<EvacuationRow>(EVACUATIONS)
      .where({ platform })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(MOST_LISTED);
  }

  items(id: string): Promise<ItemRow[]> {
    return this.knex<ItemRow>(ITEMS)
      .where({ evacuation_id: id })
      .orderBy('service');
  }

  /** Where the items of some evacuations are, without what became of each. */
  states(
    ids: string[],
  ): Promise<Pick<ItemRow, 'evacuation_id' | 'entity_ref' | 'state'>[]> {
    return this.knex<ItemRow>(ITEMS)
      .select('evacuation_id', 'entity_ref', 'state')
      .whereIn('evacuation_id', ids);
  }

  /** Starts no more shifts from now on. False when it was not running. */
  async requestAbort(id: string): Promise<boolean> {
    const changed = await this.knex<EvacuationRow>(EVACUATIONS)
      .where({ id, state: 'running' })
      .update({ state: 'aborting' });
    return changed === 1;
  }

  /** Makes an ended evacuation run again, with what is not moved yet. */
  async resume(
    id: string,
    { by, refused, lease }: { by: string; refused: string[]; lease: Lease },
  ): Promise<'resumed' | 'not-ended' | 'active'> {
    try {
      return await this.knex.transaction(async tx => {
        const { platform } = (await tx<EvacuationRow>(EVACUATIONS)
          .where({ id })
          .first())!;
        const changed = await tx(EVACUATIONS)
          .where({ id })
          .whereNull('active_key')
          .update({
            state: 'running',
            acting: by,
            active_key: platform,
            ended_at: null,
            lease_owner: lease.owner,
            lease_expires_at: databaseTimeIn(tx, lease.forMs),
          });
        if (changed !== 1) return 'not-ended';
        for (const service of refused) {
          await tx<ItemRow>(ITEMS)
            .where({ evacuation_id: id, service })
            .update({ state: 'not-permitted' });
        }
        await tx<ItemRow>(ITEMS)
          .where({ evacuation_id: id })
          .whereIn('state', TRIED_AGAIN)
          .update({
            state: 'pending',
            attempt: tx.raw('attempt + 1') as never,
            shift_id: null,
            problem: null,
            recovery_time_seconds: null,
          });
        return 'resumed';
      });
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      return 'active';
    }
  }
}
