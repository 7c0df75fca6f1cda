import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { databaseNow, databaseTimeIn } from './databaseClock';
import { keyReused, type KeyedRequest } from './idempotency';

export const IDEMPOTENCY = 'hybrid_idempotency';

/** An action does not take longer; whoever has not ended it by then is gone. */
const LEASE_MS = 2 * 60_000;

/** How long a repeated action finds its answer. What a request started, it finds for ever. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

export type Begun =
  /** Go on. `inDoubt`: an earlier try of the same request may have taken effect. */
  | { is: 'begun'; inDoubt: boolean }
  /** The same request was answered before. */
  | { is: 'answered'; answer: unknown }
  /** Another action on the resource is under way, or the same request is. */
  | { is: 'busy' };

interface IdempotencyRow {
  kind: string;
  requested_by: string;
  key: string;
  request_hash: string;
  answer: string | null;
  active_key: string | null;
  expires_at: number | string | null;
  created_at: string;
}

/**
 * Remembers by their keys what requests led to. What is started in the database is noted in
 * the same transaction; an action elsewhere is begun and finished, under a lease.
 */
export class IdempotencyStore {
  constructor(
    private readonly knex: Knex,
    /** A key may be used once for each. */
    private readonly kind: 'shift' | 'evacuation' | 'replication',
    private readonly now: () => Date,
  ) {}

  /** What the same request led to. Throws when the key was used for another one. */
  async find<T>(request: KeyedRequest): Promise<T | undefined> {
    const row = await this.#rows(request).first();
    if (!row) return undefined;
    assertSame(row, request);
    return row.answer === null ? undefined : JSON.parse(row.answer);
  }

  /** Notes what a request leads to. A conflict: the key has been used by now. */
  async note(tx: Knex, request: KeyedRequest, answer: unknown): Promise<void> {
    await tx<IdempotencyRow>(IDEMPOTENCY).insert({
      ...this.#columns(request),
      answer: JSON.stringify(answer),
    });
  }

  /** Begins an action, when no other one is under way on its resource. */
  async begin(request: KeyedRequest, resource: string): Promise<Begun> {
    const row = await this.#rows(request).first();
    if (row) assertSame(row, request);
    if (row && row.answer !== null) {
      return { is: 'answered', answer: JSON.parse(row.answer) };
    }
    await this.#release(resource);
    const lease = {
      active_key: resource,
      expires_at: databaseTimeIn(this.knex, LEASE_MS) as never,
    };
    try {
      if (row) {
        const taken = await this.#rows(request)
          .whereNull('answer')
          .where('expires_at', '<=', databaseNow(this.knex))
          .update(lease);
        return taken ? { is: 'begun', inDoubt: true } : { is: 'busy' };
      }
      await this.#forget();
      await this.knex<IdempotencyRow>(IDEMPOTENCY).insert({
        ...this.#columns(request),
        ...lease,
      });
      return { is: 'begun', inDoubt: false };
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      return { is: 'busy' };
    }
  }

  async finish(request: KeyedRequest, answer: unknown): Promise<void> {
    await this.#rows(request).update({
      answer: JSON.stringify(answer),
      active_key: null,
    });
  }

  /** Nothing was done, or nobody knows; the same request may try again. */
  async giveUp(
    request: KeyedRequest,
    { inDoubt }: { inDoubt: boolean },
  ): Promise<void> {
    const row = this.#rows(request);
    if (inDoubt) await row.update({ active_key: null, expires_at: 0 });
    else await row.delete();
  }

  /** Lets go of a resource whose action was never ended. */
  async #release(resource: string): Promise<void> {
    await this.knex<IdempotencyRow>(IDEMPOTENCY)
      .where({ active_key: resource })
      .where('expires_at', '<=', databaseNow(this.knex))
      .update({ active_key: null });
  }

  async #forget(): Promise<void> {
    const before = new Date(this.now().getTime() - KEPT_MS).toISOString();
    await this.knex<IdempotencyRow>(IDEMPOTENCY)
      .where({ kind: this.kind })
      .where('created_at', '<', before)
      .delete();
  }

  #rows({ requestedBy, idempotencyKey }: KeyedRequest) {
    return this.knex<IdempotencyRow>(IDEMPOTENCY).where({
      kind: this.kind,
      requested_by: requestedBy,
      key: idempotencyKey,
    });
  }

  #columns(request: KeyedRequest) {
    return {
      kind: this.kind,
      requested_by: request.requestedBy,
      key: request.idempotencyKey,
      request_hash: request.requestHash,
      created_at: this.now().toISOString(),
    };
  }
}

function assertSame(row: IdempotencyRow, request: KeyedRequest): void {
  const { requestHash, formerHash } = request;
  if (![requestHash, formerHash].includes(row.request_hash)) throw keyReused();
}
