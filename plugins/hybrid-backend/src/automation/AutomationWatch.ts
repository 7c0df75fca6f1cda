import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { readEntityRef } from '../aws/rule/tags';
import { BackgroundWork } from '../durable/BackgroundWork';
import type { ServiceSnapshot, Snapshot } from '../platforms/snapshot';
import type { ShiftRepository } from '../shifts/record/ShiftRepository';
import { MoveStore, type News } from './MoveStore';
import { reconcile } from './reconcile';

/** What ended longer ago is history and no news, such as at the first start of all. */
const NEWS_FOR_MS = 7 * 24 * 60 * 60_000;

export interface AutomationWatchOptions {
  knex: Knex;
  repository: Pick<ShiftRepository, 'shiftsOf'>;
  /** Tells whoever is to know. */
  tell(news: News): void;
  now(): Date;
  logger: LoggerService;
}

/**
 * Keeps what automation moved, as each new snapshot tells. The tags on the rules tell of the
 * last moves also when nobody was there to see them; it costs no call to AWS.
 */
export class AutomationWatch {
  readonly store: MoveStore;
  readonly #background: BackgroundWork;
  /** What was seen of a service and written down, by platform and service. */
  readonly #written = new Map<string, string>();

  constructor(private readonly options: AutomationWatchOptions) {
    this.store = new MoveStore(options.knex, options.now);
    this.#background = new BackgroundWork(error =>
      options.logger.warn(
        'What automation moved could not be written down',
        error,
      ),
    );
  }

  /** Takes note of a snapshot in the background. One that comes meanwhile is passed over. */
  observe(platformId: string, snapshot: Snapshot): void {
    this.#background.start(platformId, () =>
      this.#observe(platformId, snapshot),
    );
  }

  stop(): Promise<void> {
    return this.#background.stop();
  }

  async #observe(platform: string, snapshot: Snapshot): Promise<void> {
    const pending = await this.store.pending(platform);
    let problem: unknown;
    for (const service of snapshot.services) {
      if (this.#background.signal.aborted) return;
      // What was so before is no news, and may be wrong by now.
      if (service.unread) continue;
      const { name, moves = [], weights } = service;
      const key = `${platform}/${name}`;
      const seen = JSON.stringify([moves, weights !== undefined]);
      const written = this.#written.get(key);
      const isNothing = written === undefined && moves.length === 0;
      if (written === seen || (isNothing && !pending.has(name))) continue;
      try {
        const isWhole = await this.#write(platform, service, snapshot.takenAt);
        if (isWhole) this.#written.set(key, seen);
      } catch (error) {
        problem = error;
      }
    }
    if (problem) throw problem;
  }

  /** False when another process wrote at the same time: the next look tells what is left. */
  async #write(
    platform: string,
    service: ServiceSnapshot,
    takenAt: string,
  ): Promise<boolean> {
    const { store, options } = this;
    const { name, moves = [], weights, defaultWeights } = service;
    const of = {
      platform,
      service: name,
      entityRef: readEntityRef(service.ruleTags),
    };
    const known = await store.latest(platform, name);
    const { begun, changed } = reconcile(known, {
      moves,
      weights,
      defaultWeights,
      ...(moves.length === 0 && {
        shiftedAt: await this.#shiftedAt(platform, name),
      }),
      takenAt,
    });
    // Ends first: only one may last.
    let isWhole = true;
    for (const change of changed) {
      isWhole = (await store.change(of, change)) && isWhole;
    }
    for (const move of begun) {
      isWhole = (await store.begin(of, move)) && isWhole;
    }
    for (const news of await store.takeNews(platform, name)) {
      if (this.#isNews(news)) options.tell(news);
    }
    return isWhole;
  }

  async #shiftedAt(
    platform: string,
    service: string,
  ): Promise<string | undefined> {
    const { repository } = this.options;
    const shifts = await repository.shiftsOf(platform, [service]);
    const { active, last } = shifts.get(service) ?? {};
    return (active ?? last)?.createdAt;
  }

  #isNews({ move }: News): boolean {
    const { endedAt } = move;
    const { now } = this.options;
    return !endedAt || now().getTime() - Date.parse(endedAt) < NEWS_FOR_MS;
  }
}
