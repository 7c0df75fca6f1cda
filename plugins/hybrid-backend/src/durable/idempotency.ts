import { createHash } from 'node:crypto';
import { HybridError } from '../errors';

/** A request that may come again, and must not have a second effect. */
export interface KeyedRequest {
  requestedBy: string;
  idempotencyKey: string;
  /** Tells the same request from another one with the same key. */
  requestHash: string;
  /** What the hash was until there was one rule for all; see {@link keyed}. */
  formerHash?: string;
}

/**
 * A request by its key. All that is asked for is hashed; the order of members does not matter,
 * but that of a list does: who asks sorts one whose order means nothing.
 *
 * Evacuations and actions on replications were once hashed as they are written, and what they
 * led to is still found by their keys. So their members stay in the order that they have here.
 */
export function keyed(
  requestedBy: string,
  idempotencyKey: string,
  request: unknown,
): KeyedRequest {
  return {
    requestedBy,
    idempotencyKey,
    requestHash: sha256(JSON.stringify(request, withSortedMembers)),
    formerHash: sha256(JSON.stringify(request)),
  };
}

function withSortedMembers(_key: string, value: unknown): unknown {
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : value;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What whoever uses a key for a second request is told. */
export function keyReused(): HybridError {
  return new HybridError({
    code: 'idempotency-key-reused',
    message: `The 'Idempotency-Key' header was used before, with another request.`,
    remedy: 'Use a new key for a new request, such as a new UUID.',
  });
}
