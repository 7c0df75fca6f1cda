import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const ANSWERS = 'hybrid_answers';

/** An action does not take longer; whoever has not ended it by then is gone. */
const LEASE_MS = 2 * 60_000;

/** How long a repeated request finds its answer. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** Who asks for what. */
export interface Ask {
  requestedBy: string;
  key: string;
  requestHash: string;
  /** One action at a time per subject. */
  subject: string;
}

export type Begun =
  /** Go on. `inDoubt`: an earlier try of the same request may have taken effect. */
  | { is: 'begun'; inDoubt: boolean }
  /** The same request was answered before. */
  | { is: 'answered'; answer: unknown }
  /** The key was used for another request. */
  | { is: 'reused' }
  /** Another action on the subject is under way, or the same request is. */
  | { is: 'busy' };

interface AnswerRow {
  requested_by: string;
  key: string;
  request_hash: string;
  answer: string | null;
  active_key: string | null;
  expires_at: number | string;
  created_at: string;
}

/** Remembers what was answered by key, and lets one action per subject be under way. */
export class AnswerStore {
  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  async begin(ask: Ask): Promise<Begun> {
    const row = await this.#rows().where(keyOf(ask)).first();
    if (!row) return this.#insert(ask);
    if (row.request_hash !== ask.requestHash) return { is: 'reused' };
    if (row.answer !== null) {
      return { is: 'answered', answer: JSON.parse(row.answer) };
    }
    if (Number(row.expires_at) > this.now().getTime()) return { is: 'busy' };
    return this.#takeOver(ask, row);
  }

  async finish(ask: Ask, answer: unknown): Promise<void> {
    await this.#rows()
      .where(keyOf(ask))
      .update({ answer: JSON.stringify(answer), active_key: null });
  }

  /** Nothing was done, or nobody knows; the same request may try again. */
  async giveUp(ask: Ask, { inDoubt }: { inDoubt: boolean }): Promise<void> {
    const row = this.#rows().where(keyOf(ask));
    if (inDoubt) await row.update({ active_key: null, expires_at: 0 });
    else await row.delete();
  }

  async #insert(ask: Ask): Promise<Begun> {
    const now = this.now().getTime();
    await this.#rows()
      .where('created_at', '<', new Date(now - KEPT_MS).toISOString())
      .delete();
    await this.#free(ask.subject);
    try {
      await this.#rows().insert({
        ...keyOf(ask),
        request_hash: ask.requestHash,
        answer: null,
        active_key: ask.subject,
        expires_at: now + LEASE_MS,
        created_at: new Date(now).toISOString(),
      });
      return { is: 'begun', inDoubt: false };
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      return { is: 'busy' };
    }
  }

  /** Goes on where a process died or gave up in doubt. */
  async #takeOver(ask: Ask, row: AnswerRow): Promise<Begun> {
    await this.#free(ask.subject);
    try {
      const taken = await this.#rows()
        .where(keyOf(ask))
        .where({ expires_at: row.expires_at })
        .whereNull('answer')
        .update({
          active_key: ask.subject,
          expires_at: this.now().getTime() + LEASE_MS,
        });
      return taken ? { is: 'begun', inDoubt: true } : { is: 'busy' };
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      return { is: 'busy' };
    }
  }

  /** Lets go of a subject whose action was never ended. */
  async #free(subject: string): Promise<void> {
    await this.#rows()
      .where({ active_key: subject })
      .where('expires_at', '<=', this.now().getTime())
      .update({ active_key: null });
  }

  #rows() {
    return this.knex<AnswerRow>(ANSWERS);
  }
}

function keyOf({ requestedBy, key }: Ask) {
  return { requested_by: requestedBy, key };
}
