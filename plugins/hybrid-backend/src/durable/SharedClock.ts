import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { databaseNow } from './databaseClock';
import type { Clock } from './retry';

const SYNCHRONIZE_EVERY_MS = 30_000;

/** A difference that matters to nobody; to correct it would make time jump for nothing. */
const TOLERATED_MS = 1_000;

/**
 * The time that all replicas share: the process's own, corrected by how far that is from the
 * database's. What one replica writes down as a time (the end of a drill or a bake, an expiry
 * of a hold or an approval, the end of a shift, from which a cooldown counts) means the same
 * to every other one, though their clocks differ by minutes.
 */
export class SharedClock implements Clock {
  #aheadMs = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly knex: Knex,
    private readonly own: Clock,
    private readonly logger: Pick<LoggerService, 'warn'>,
  ) {}

  /** A clock that is right from the start. */
  static async create(
    knex: Knex,
    own: Clock,
    logger: Pick<LoggerService, 'warn'>,
  ): Promise<SharedClock> {
    const clock = new SharedClock(knex, own, logger);
    await clock.synchronize();
    clock.#timer = setInterval(
      () => void clock.synchronize(),
      SYNCHRONIZE_EVERY_MS,
    );
    clock.#timer.unref();
    return clock;
  }

  readonly now = (): Date => new Date(this.own.now().getTime() - this.#aheadMs);

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return this.own.sleep(ms, signal);
  }

  /** Compares with the database. While that is down, what is known goes on to count. */
  async synchronize(): Promise<void> {
    try {
      const before = this.own.now().getTime();
      const [row]: { now: number | string }[] = await this.knex.select({
        now: databaseNow(this.knex),
      });
      const after = this.own.now().getTime();
      const aheadMs = (before + after) / 2 - Number(row.now);
      // What a slow answer hides is not known.
      const tolerated = TOLERATED_MS + (after - before) / 2;
      if (Math.abs(aheadMs - this.#aheadMs) <= tolerated) return;
      this.#aheadMs = Math.round(aheadMs);
      this.logger.warn(
        `The clock of this process is ${describe(
          this.#aheadMs,
        )} that of the database, by which replicas go`,
      );
    } catch (error) {
      this.logger.warn(
        'The clock could not be compared with that of the database',
        error as Error,
      );
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function describe(aheadMs: number): string {
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(1);
  return `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'}`;
}
