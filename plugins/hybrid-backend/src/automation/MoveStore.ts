import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { AutomationMove } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { Changes, KnownMove, MoveFacts } from './reconcile';
import { toColumns, toMove, type MoveRow } from './rows';

/** Of a service, more are not looked at to tell whether a move is known. */
const LATEST = 20;

/** No chart or page can show more. */
const MAX_LISTED = 500;

const PAGE = 500;

/** A move with what is to be told of it, by this process alone. */
export interface News {
  move: AutomationMove;
  /** It moved, it ended, or both: nobody was there to tell of the one before the other. */
  moved: boolean;
  ended: boolean;
}

/** Keeps what automation moved; the database lets only one move last per service. */
export class MoveStore {
  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  /** The services of a platform with a move that lasts, or that nobody has told of. */
  async pending(platform: string): Promise<Set<string>> {
    const rows = await this.#moves()
      .where({ platform })
      .andWhere(pending =>
        pending
          .whereNotNull('open_key')
          .orWhereNull('move_told_at')
          .orWhereNull('end_told_at'),
      )
      .select('service');
    return new Set(rows.map(({ service }) => service));
  }

  /** The latest moves of a service, the oldest first. */
  async latest(platform: string, service: string): Promise<KnownMove[]> {
    const rows: MoveRow[] = await this.#moves()
      .where({ platform, service })
      .orderBy('moved_at', 'desc')
      .limit(LATEST);
    return rows.reverse().map(row => {
      const {
        kind: _k,
        platform: _p,
        service: _s,
        entityRef: _e,
        to: _t,
        seenAt: _a,
        ...known
      } = toMove(row);
      return known;
    });
  }

  /** Keeps a move. False when another process was faster. */
  async begin(
    of: { platform: string; service: string; entityRef?: string },
    facts: MoveFacts,
  ): Promise<boolean> {
    try {
      await this.#moves().insert({
        id: randomUUID(),
        platform: of.platform,
        service: of.service,
        entity_ref: of.entityRef ?? null,
        seen_at: this.now().toISOString(),
        ...toColumns(of, facts),
      });
      return true;
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      return false;
    }
  }

  /** Keeps what became of a move. False when it is not any more what it was. */
  async change(
    of: { platform: string; service: string; entityRef?: string },
    { was, is }: Changes['changed'][number],
  ): Promise<boolean> {
    try {
      const changed = await this.#moves()
        .where({
          id: was.id,
          state: was.state,
          ended_at: was.endedAt ?? null,
        })
        .update({
          ...toColumns(of, is),
          ...(of.entityRef && { entity_ref: of.entityRef }),
          // The end of one that lasts again is still to be told.
          ...(!is.endedAt && { end_told_at: null }),
        });
      return changed === 1;
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      return false;
    }
  }

  /**
   * What is to be told of a service: each piece of news goes to the one process that takes it
   * first, and that it is taken outlives the process.
   */
  async takeNews(platform: string, service: string): Promise<News[]> {
    const rows: MoveRow[] = await this.#moves()
      .where({ platform, service })
      .andWhere(untold =>
        untold
          .whereNull('move_told_at')
          .orWhere(ended =>
            ended.whereNull('end_told_at').whereNotNull('ended_at'),
          ),
      )
      .orderBy('moved_at');
    const news: News[] = [];
    for (const row of rows) {
      const moved =
        row.move_told_at === null && (await this.#take(row, 'move_told_at'));
      const ended =
        row.end_told_at === null &&
        row.ended_at !== null &&
        (await this.#take(row, 'end_told_at'));
      if (moved || ended) news.push({ move: toMove(row), moved, ended });
    }
    return news;
  }

  /** The moves that lasted at some time of the range, the oldest first. */
  async underWay(
    entityRef: string,
    range: { from: Date; to: Date },
  ): Promise<AutomationMove[]> {
    const rows: MoveRow[] = await this.#moves()
      .where({ entity_ref: entityRef })
      .andWhere('moved_at', '<=', range.to.toISOString())
      .andWhere(ended =>
        ended
          .whereNull('ended_at')
          .orWhere('ended_at', '>=', range.from.toISOString()),
      )
      .orderBy('moved_at', 'desc')
      .limit(MAX_LISTED);
    return rows.reverse().map(toMove);
  }

  /** The moves that began after one time and not after the other, the newest first. */
  async begun(
    entityRef: string,
    between: { after?: string; to?: string },
  ): Promise<AutomationMove[]> {
    const query = this.#moves().where({ entity_ref: entityRef });
    if (between.after) query.andWhere('moved_at', '>', between.after);
    if (between.to) query.andWhere('moved_at', '<=', between.to);
    const rows: MoveRow[] = await query
      .orderBy('moved_at', 'desc')
      .limit(MAX_LISTED);
    return rows.map(toMove);
  }

  /** All moves of an entity's service or of a platform, the oldest first, page by page. */
  async *all(
    of:
      | { entityRef: string }
      | { platform: string; includes(entityRef: string): boolean },
  ): AsyncGenerator<AutomationMove> {
    const where =
      'platform' in of
        ? { platform: of.platform }
        : { entity_ref: of.entityRef };
    let rows: MoveRow[];
    let offset = 0;
    do {
      rows = await this.#moves()
        .where(where)
        .orderBy([{ column: 'moved_at' }, { column: 'id' }])
        .offset(offset)
        .limit(PAGE);
      offset += rows.length;
      for (const row of rows) {
        const isWanted =
          'entityRef' in of ||
          (row.entity_ref !== null && of.includes(row.entity_ref));
        if (isWanted) yield toMove(row);
      }
    } while (rows.length === PAGE);
  }

  /** Refs of the entities whose services automation ever moved on the platform. */
  async entityRefs(platform: string): Promise<string[]> {
    const rows = await this.#moves()
      .where({ platform })
      .whereNotNull('entity_ref')
      .distinct('entity_ref');
    return rows.map(row => row.entity_ref!);
  }

  async #take(
    { id }: MoveRow,
    told: 'move_told_at' | 'end_told_at',
  ): Promise<boolean> {
    const taken = await this.#moves()
      .where({ id })
      .whereNull(told)
      .update({ [told]: this.now().toISOString() });
    return taken === 1;
  }

  #moves() {
    return this.knex<MoveRow>('hybrid_automation_moves');
  }
}
