import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

export const HOLDS = 'hybrid_holds';

/** How a hold ended. */
export type HoldEnd = 'released' | 'replaced' | 'expired' | 'lost';

export interface HoldRow {
  id: string;
  platform: string;
  service: string;
  entity_ref: string;
  held_by: string;
  reason: string;
  tag: string;
  /** JSON: the rules that the tag was last seen on; NULL where nobody noted them. */
  rule_arns: string | null;
  since: string;
  created_at: string;
  until: string;
  active_key: string | null;
  ended_at: string | null;
  ended_by: string | null;
  ended_how: HoldEnd | null;
}

/** A hold that is about to be set. */
export type NewHold = Pick<
  HoldRow,
  'platform' | 'service' | 'entity_ref' | 'held_by' | 'reason' | 'tag' | 'until'
> & { rule_arns?: string };

/**
 * Who held which service, when, why, and how it ended. The database lets one hold per service
 * be in force, which AWS's tags alone could not: the last writer of a tag wins.
 */
export class HoldStore {
  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  /** The hold that has not ended, though it may have expired. */
  async active(
    platform: string,
    service: string,
  ): Promise<HoldRow | undefined> {
    return this.knex<HoldRow>(HOLDS)
      .where({ active_key: `${platform}/${service}` })
      .first();
  }

  /** The holds that have not ended: of one service, of an entity, or of all of a platform. */
  async allActive(of: {
    platform?: string;
    service?: string;
    entity_ref?: string;
  }): Promise<HoldRow[]> {
    return this.knex<HoldRow>(HOLDS).where(of).whereNotNull('active_key');
  }

  /** The services whose hold began or ended since then. */
  async changedSince(platform: string, since: Date): Promise<string[]> {
    const at = since.toISOString();
    const rows = await this.knex<HoldRow>(HOLDS)
      .where({ platform })
      .andWhere(either =>
        either.where('created_at', '>', at).orWhere('ended_at', '>', at),
      )
      .distinct('service');
    return rows.map(({ service }) => service);
  }

  /**
   * Puts a hold in the place of `before`, all or nothing. Nothing when somebody else has put
   * one there meanwhile.
   */
  async take(
    hold: NewHold,
    before: HoldRow | undefined,
    how: HoldEnd,
  ): Promise<HoldRow | undefined> {
    const at = this.now().toISOString();
    const row: HoldRow = {
      rule_arns: null,
      ...hold,
      id: randomUUID(),
      since: before && how === 'replaced' ? before.since : at,
      created_at: at,
      active_key: `${hold.platform}/${hold.service}`,
      ended_at: null,
      ended_by: null,
      ended_how: null,
    };
    try {
      await this.knex.transaction(async tx => {
        if (before) {
          await end(tx, before.id, at, how, by(how, hold.held_by));
        }
        await tx<HoldRow>(HOLDS).insert(row);
      });
      return row;
    } catch (error) {
      if (isDatabaseConflictError(error)) return undefined;
      throw error;
    }
  }

  /** As if `taken` had never been in the place of `before`: it did not come into force. */
  async undo(taken: HoldRow, before: HoldRow | undefined): Promise<void> {
    const at = this.now().toISOString();
    await this.knex.transaction(async tx => {
      await end(tx, taken.id, at, 'lost', undefined);
      if (before && before.until > at) {
        await tx<HoldRow>(HOLDS).where({ id: before.id }).update({
          active_key: before.active_key,
          ended_at: null,
          ended_how: null,
          ended_by: null,
        });
      }
    });
  }

  /**
   * Notes the rules that a hold is on, unless it has ended or somebody else has noted others.
   * False then.
   *
   * @param anew - its tag was just set on them, which it was not before.
   */
  async noteRules(
    { id, rule_arns }: HoldRow,
    ruleArns: string[],
    anew: boolean,
  ): Promise<boolean> {
    const noted = await this.knex<HoldRow>(HOLDS)
      .where({ id, rule_arns })
      .whereNotNull('active_key')
      .update({
        rule_arns: JSON.stringify(ruleArns),
        ...(anew && { created_at: this.now().toISOString() }),
      });
    return noted === 1;
  }

  /** Ends a hold, unless it has ended. */
  async end(id: string, how: HoldEnd, endedBy?: string): Promise<void> {
    await end(this.knex, id, this.now().toISOString(), how, endedBy);
  }
}

async function end(
  knex: Knex,
  id: string,
  at: string,
  how: HoldEnd,
  endedBy: string | undefined,
): Promise<void> {
  await knex<HoldRow>(HOLDS)
    .where({ id })
    .whereNotNull('active_key')
    .update({
      active_key: null,
      ended_at: at,
      ended_how: how,
      ended_by: endedBy ?? null,
    });
}

function by(how: HoldEnd, holder: string): string | undefined {
  return how === 'replaced' ? holder : undefined;
}
