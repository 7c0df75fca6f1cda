import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  HybridSignal,
  Problem,
  Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { withPriority } from '../../aws/priority';
import type { ShiftTiming } from '../../config';
import { AbortRequests } from './AbortRequests';
import type { ShiftRecord } from '../record/record';
import { LeaseLost } from '../../durable/LeaseLost';
import { Logbook } from '../record/Logbook';
import { failed, stopped, type Outcome } from './outcome';
import type { Clock } from '../../durable/retry';
import { RunWatch, type Running } from './RunWatch';
import { ShiftLeases, type Lease } from '../record/ShiftLeases';
import { ShiftLedger } from '../record/ShiftLedger';
import { ShiftRun } from './ShiftRun';
import { locateTarget } from './locate';
import type { ShiftStore } from '../record/ShiftStore';
import type { ShiftEnd } from '../record/writes';
import type { ShiftTarget } from '../target/ShiftTarget';

/** How shifts are shared among processes. Milliseconds. */
export interface LeaseTiming {
  /** A process that has not renewed for this long counts as dead. */
  leaseMs: number;
  /** How often it renews. */
  renewMs: number;
  /** How often it looks whether somebody aborts a shift, or has taken it over. */
  pollMs: number;
  /** How often it looks for shifts that nobody carries out. */
  claimMs: number;
  /** How long it tries to write while the database fails, before it lets a shift go. */
  databaseRetryForMs: number;
}

/** How shifts are shared, given how long a process may not be heard of. */
export function leaseTiming(leaseMs: number): LeaseTiming {
  return {
    leaseMs,
    renewMs: leaseMs / 3,
    pollMs: Math.min(1_000, leaseMs / 3),
    claimMs: Math.min(5_000, leaseMs / 3),
    databaseRetryForMs: 90_000,
  };
}

/** Runs a shift within what observes it, such as a span of a trace. */
export type TraceShift = <T>(shift: Shift, run: () => Promise<T>) => Promise<T>;

/** Told how a shift has ended. */
export type OnEnd = (end: ShiftEnd) => Promise<void>;

export interface ShiftRunnerOptions {
  knex: Knex;
  store: ShiftStore;
  timing: ShiftTiming;
  leases: LeaseTiming;
  clock: Clock;
  logger: LoggerService;
  /** Tells clients that something changed. */
  announce(signal: HybridSignal): Promise<void>;
  /** Makes the next reader of the platform look at AWS again. */
  invalidate(platformId: string): void;
  /** Finds what a shift works on that another process began. */
  locate(shift: Shift): Promise<ShiftTarget>;
  /** Runs a shift within what observes it, such as a span of a trace. */
  trace?: TraceShift;
  /** Audits what is taken over; who began it can no longer tell how it ends. */
  auditTakeover?(shift: Shift): Promise<OnEnd>;
}

/** After these events a view of the platform is out of date. */
const CHANGES_WEIGHTS = [
  'weights-written',
  'succeeded',
  'failed',
  'aborted',
  'rolled-back',
];

/**
 * Carries shifts out in the background: those that begin here, and those that another
 * process has left. A shift has one runner at a time, which is the one with its lease.
 */
export class ShiftRunner {
  readonly #leases: ShiftLeases;
  readonly #watch: RunWatch;
  readonly #timing: LeaseTiming;
  readonly #issued = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(private readonly options: ShiftRunnerOptions) {
    this.#timing = options.leases;
    this.#leases = new ShiftLeases(options.knex);
    this.#watch = new RunWatch(this.#leases, this.#timing, options.logger);
  }

  /** The claim of this process on a shift that starts now. */
  lease(): Lease {
    const owner = randomUUID();
    this.#issued.add(owner);
    return { owner, forMs: this.#timing.leaseMs };
  }

  /** Carries out a shift that was created with {@link ShiftRunner.lease}; returns at once. */
  start(shift: Shift, target: ShiftTarget, onEnd: OnEnd): void {
    this.#track(shift.id, async () => {
      const record = await this.options.store.load(shift.id);
      const owner = record?.leaseOwner;
      // Another process may have taken it already, when this one was slow.
      if (!record || !owner || !this.#issued.has(owner)) return;
      await this.#carryOut(
        record,
        { owner, forMs: this.#timing.leaseMs },
        {
          locate: async () => target,
          onEnd: async () => onEnd,
        },
      );
    });
  }

  /**
   * Claims the shifts that nobody carries out now, and goes on with them. Returns when they
   * are claimed.
   */
  async takeOver(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    for (const { id, hadOwner } of await this.#leases.claimable()) {
      const lease = this.lease();
      if (!(await this.#leases.claim(id, lease))) {
        this.#issued.delete(lease.owner);
        continue;
      }
      this.#track(id, () => this.#goOn(id, lease, hadOwner));
    }
  }

  /** Looks for shifts to take over from now on, until it stops. */
  async watch(): Promise<void> {
    const { clock, logger } = this.options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.takeOver().catch(error =>
        logger.warn('Shifts to take over could not be looked for', error),
      );
      // Not in step with other replicas, which began when this one did.
      const wait = this.#timing.claimMs * (0.8 + Math.random() * 0.4);
      await clock.sleep(wait, signal).catch(() => {});
    }
  }

  /** Looks at once what somebody wants of the shifts that are carried out here. */
  wake(): Promise<void> {
    return this.#watch.poll();
  }

  /** Lets go of everything: another process, or the next, goes on with it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
    this.#watch.stop();
  }

  #track(id: string, work: () => Promise<void>): void {
    const run: Promise<void> = work()
      .catch(error =>
        this.options.logger.warn(`Shift ${id} was let go of`, error),
      )
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #goOn(id: string, lease: Lease, hadOwner: boolean): Promise<void> {
    const { store, locate, auditTakeover } = this.options;
    const record = (await store.load(id))!;
    const { shift } = record;
    // As urgent as it was for the process that began it.
    await withPriority(shift.evacuationId ? 'evacuation' : 'person', () =>
      this.#carryOut(record, lease, {
        locate: () => locate(shift),
        onEnd: async () => auditTakeover?.(shift),
        ...(hadOwner && {
          takenOver: 'The process that carried the shift out is gone',
        }),
      }),
    );
  }

  async #carryOut(
    record: ShiftRecord,
    lease: Lease,
    how: {
      locate(): Promise<ShiftTarget>;
      onEnd(): Promise<OnEnd | undefined>;
      takenOver?: string;
    },
  ): Promise<void> {
    const { knex, clock } = this.options;
    const { id } = record.shift;
    const lost = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, lost.signal]);
    const running: Running = {
      id,
      owner: lease.owner,
      abort: new AbortRequests(record.abort),
      lost: () => lost.abort(),
    };
    this.#watch.add(running);
    const log = new Logbook(
      record,
      new ShiftLedger({
        knex,
        shiftId: id,
        lease,
        clock,
        signal,
        retryForMs: this.#timing.databaseRetryForMs,
      }),
      (shift, event) => this.#changed(shift, event?.type),
    );
    try {
      const outcome = await this.#outcome(log, signal, running.abort, how);
      await log.end(outcome.end, outcome.event);
      await (
        await how.onEnd()
      )?.(outcome.end);
    } finally {
      this.#watch.remove(running);
      this.#issued.delete(lease.owner);
      if (!lost.signal.aborted) await this.#release(id, lease.owner);
    }
  }

  /** Runs the shift. What is neither AWS's nor the database's fault ends it. */
  async #outcome(
    log: Logbook,
    signal: AbortSignal,
    abort: AbortRequests,
    how: { locate(): Promise<ShiftTarget>; takenOver?: string },
  ): Promise<Outcome> {
    const { clock, timing, logger, trace } = this.options;
    const found = await locateTarget(how.locate, { clock, signal, abort });
    // A hold that cannot be removed is shown as what it is: it keeps others out.
    if (!('target' in found)) await log.save({ hold: null });
    if ('problem' in found) {
      return failed(interrupted(log.shift, found.problem));
    }
    if ('aborted' in found) {
      return stopped({ shift: log.shift, abortedBy: found.aborted }, undefined);
    }
    try {
      const run = new ShiftRun({
        target: found.target,
        timing,
        clock,
        signal,
        abort,
        log,
        leaveHold: async (own, error) => {
          logger.warn(
            `The hold of shift ${log.shift.id} could not be removed: '${own.value}'`,
            error as Error,
          );
          // From now on it is shown as what it is: it keeps others out until it expires.
          if (!signal.aborted) await log.save({ hold: null });
        },
      });
      const carryOut = () => run.run(how.takenOver);
      return await (trace ? trace(log.shift, carryOut) : carryOut());
    } catch (error) {
      if (error instanceof LeaseLost || signal.aborted) throw error;
      logger.error(`Shift ${log.shift.id} failed`, error as Error);
      return failed(unexpected(error));
    }
  }

  async #release(id: string, owner: string): Promise<void> {
    await this.#leases
      .release(id, owner)
      .catch(error =>
        this.options.logger.warn(`The lease of shift ${id} expires`, error),
      );
  }

  async #changed(shift: Shift, event: string | undefined): Promise<void> {
    const { announce, invalidate, logger } = this.options;
    const { id, entityRef, state, platform } = shift;
    if (event === undefined || CHANGES_WEIGHTS.includes(event)) {
      invalidate(platform);
    }
    try {
      await announce({ entityRef, shiftId: id, state });
    } catch (error) {
      logger.warn(`What happened to shift ${id} was not told`, error as Error);
    }
  }
}

function interrupted(shift: Shift, problem: Problem): Problem {
  return {
    code: 'interrupted',
    message: `The shift was ${shift.state} and cannot go on: ${problem.message}`,
    remedy: `${problem.remedy} Then check that the weights are what you want, and shift again if they are not.`,
  };
}

function unexpected(error: unknown): Problem {
  return {
    code: 'interrupted',
    message: `The backend failed during the shift: ${
      error instanceof Error ? error.message : String(error)
    }`,
    remedy:
      'Check the weights, look up the error in the backend’s log, and shift again if they are not what you want.',
  };
}
