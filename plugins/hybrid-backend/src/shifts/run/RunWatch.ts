import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AbortRequests } from './AbortRequests';
import { abortOf, type ShiftLeases } from '../record/ShiftLeases';

/** A shift that is carried out here. */
export interface Running {
  id: string;
  owner: string;
  abort: AbortRequests;
  /** Another process has taken it, or it has been ended. */
  lost(): void;
}

/**
 * Keeps the leases of all shifts that a process carries out, and notices what others do to
 * them: by two statements for all of them, not two for each.
 */
export class RunWatch {
  readonly #runs = new Set<Running>();
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> | undefined;
  #renewedAt = 0;

  constructor(
    private readonly leases: ShiftLeases,
    private readonly timing: {
      leaseMs: number;
      renewMs: number;
      pollMs: number;
    },
    private readonly logger: LoggerService,
  ) {}

  add(run: Running): void {
    this.#runs.add(run);
    this.#timer ??= setInterval(() => this.poll(), this.timing.pollMs);
  }

  remove(run: Running): void {
    this.#runs.delete(run);
    if (this.#runs.size === 0) this.stop();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** One look at a time, however many ask. Never throws: the next look may succeed. */
  poll(): Promise<void> {
    this.#polling ??= this.#poll()
      .catch(error =>
        this.logger.warn('The shifts under way could not be looked at', error),
      )
      .finally(() => {
        this.#polling = undefined;
      });
    return this.#polling;
  }

  async #poll(): Promise<void> {
    const runs = [...this.#runs];
    if (runs.length === 0) return;
    if (performance.now() - this.#renewedAt >= this.timing.renewMs) {
      const owners = runs.map(({ owner }) => owner);
      await this.leases.renewAll(owners, this.timing.leaseMs);
      this.#renewedAt = performance.now();
    }
    const standing = await this.leases.standing(runs.map(({ id }) => id));
    for (const run of runs) {
      const now = standing.get(run.id);
      // One that its own run has just ended is no longer in the set.
      if (now?.owner !== run.owner && this.#runs.has(run)) run.lost();
      else {
        const abort = now && abortOf(now);
        if (abort) run.abort.add(abort);
      }
    }
  }
}
