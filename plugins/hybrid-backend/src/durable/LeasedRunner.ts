import type { LoggerService } from '@backstage/backend-plugin-api';
import { randomUUID } from 'node:crypto';
import type { Claimable, Lease, Leases, Standing } from './Leases';
import type { Clock } from './retry';

/** How work is shared among processes. Milliseconds. */
export interface LeaseTiming {
  /** A process that has not renewed for this long counts as dead. */
  leaseMs: number;
  /** How often it renews. */
  renewMs: number;
  /** How often it looks what others have done to its work. */
  pollMs: number;
  /** How often it looks for work that nobody carries out. */
  claimMs: number;
}

/** Work that is carried out here. */
export interface Held<Also extends object = {}> {
  readonly id: string;
  readonly lease: Lease;
  /** Aborts when another has the work, or this process lets go of all of it. */
  readonly signal: AbortSignal;
  /** Called with how the work stands each time that this is read, as long as it is held. */
  onStanding?(standing: Standing<Also>): void;
}

export interface LeasedRunnerOptions<Also extends object> {
  leases: Leases<Also>;
  timing: LeaseTiming;
  clock: Clock;
  logger: LoggerService;
  /** What is carried out, as the log calls it, such as 'Shift'. */
  what: string;
  /** Whether this process can carry it out. */
  mayClaim?(id: string): Promise<boolean>;
  /** Goes on with what another process has left, or nobody has begun. */
  goOn(left: Claimable, held: Held<Also>): Promise<void>;
}

/**
 * Carries work out in the background: what begins here, and what another process has left.
 * Each piece has one runner at a time, which is the one with its lease; by two statements for
 * all of them, it keeps the leases and notices what others do.
 */
export class LeasedRunner<Also extends object = {}> {
  readonly #held = new Map<Held<Also>, AbortController>();
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #renewedAt = -Infinity;

  constructor(private readonly options: LeasedRunnerOptions<Also>) {}

  /** A new claim of this process. */
  lease(): Lease {
    return { owner: randomUUID(), forMs: this.options.timing.leaseMs };
  }

  /** Carries out what this process has the lease of; returns at once. */
  start(
    id: string,
    lease: Lease,
    work: (held: Held<Also>) => Promise<void>,
  ): void {
    const run: Promise<void> = this.#carryOut(id, lease, work).finally(() =>
      this.#running.delete(run),
    );
    this.#running.add(run);
  }

  /** Claims what nobody carries out now, and goes on with it. Returns when it is claimed. */
  async takeOver(): Promise<void> {
    const { leases, mayClaim, goOn } = this.options;
    if (this.#stopping.signal.aborted) return;
    for (const left of await leases.claimable()) {
      if (mayClaim && !(await mayClaim(left.id))) continue;
      const lease = this.lease();
      if (!(await leases.claim(left.id, lease))) continue;
      this.start(left.id, lease, held => goOn(left, held));
    }
  }

  /** Looks for what to take over from now on, until it stops. */
  async watch(): Promise<void> {
    const { clock, logger, timing, what } = this.options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.takeOver().catch(error =>
        logger.warn(`${what}s to take over could not be looked for`, error),
      );
      // Not in step with other replicas, which began when this one did.
      const wait = timing.claimMs * (0.8 + Math.random() * 0.4);
      await clock.sleep(wait, signal).catch(() => {});
    }
  }

  /**
   * Looks at once what others have done to the work here; one look at a time, however many
   * ask. Never throws: the next look may succeed.
   */
  wake(): Promise<void> {
    const { logger, what } = this.options;
    this.#looking ??= this.#look()
      .catch(error =>
        logger.warn(`${what}s under way could not be looked at`, error),
      )
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  /** Lets go of everything: another process, or the next, goes on with it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
  }

  async #carryOut(
    id: string,
    lease: Lease,
    work: (held: Held<Also>) => Promise<void>,
  ): Promise<void> {
    const { leases, logger, timing, what } = this.options;
    const lost = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, lost.signal]);
    const held: Held<Also> = { id, lease, signal };
    this.#held.set(held, lost);
    this.#timer ??= setInterval(() => this.wake(), timing.pollMs).unref();
    try {
      await work(held);
    } catch (error) {
      logger.warn(`${what} ${id} was let go of`, error as Error);
    } finally {
      this.#held.delete(held);
      if (this.#held.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    }
    if (lost.signal.aborted) return;
    await leases
      .release(id, lease.owner)
      .catch(error =>
        logger.warn(`The lease of ${what} ${id} expires`, error as Error),
      );
  }

  async #look(): Promise<void> {
    const { leases, timing } = this.options;
    const all = [...this.#held];
    if (all.length === 0) return;
    if (performance.now() - this.#renewedAt >= timing.renewMs) {
      const owners = all.map(([{ lease }]) => lease.owner);
      await leases.renewAll(owners, timing.leaseMs);
      this.#renewedAt = performance.now();
    }
    const standing = await leases.standing(all.map(([{ id }]) => id));
    for (const [held, lost] of all) {
      // One that its own run has just ended is not lost.
      if (!this.#held.has(held)) continue;
      const now = standing.get(held.id);
      if (now?.owner === held.lease.owner) held.onStanding?.(now);
      else lost.abort();
    }
  }
}
