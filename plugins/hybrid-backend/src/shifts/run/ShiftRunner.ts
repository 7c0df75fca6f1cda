import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  HybridSignal,
  Problem,
  Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { withPriority } from '../../aws/priority';
import type { ShiftTiming } from '../../config';
import { AbortRequests } from './AbortRequests';
import type { ShiftLog, ShiftRecord } from '../record/record';
import {
  LeasedRunner,
  type Held,
  type LeaseTiming,
} from '../../durable/LeasedRunner';
import { LeaseLost } from '../../durable/LeaseLost';
import type { Lease } from '../../durable/Leases';
import { backendFailed } from '../../errors';
import { LeasedShift } from '../record/LeasedShift';
import { failed, stopped, type Outcome } from './outcome';
import type { Clock } from '../../durable/retry';
import { abortOf, ShiftLeases, type AbortColumns } from '../record/ShiftLeases';
import { ShiftRun } from './ShiftRun';
import { locateTarget } from './locate';
import type { ShiftRepository } from '../record/ShiftRepository';
import type { ShiftEnd } from '../record/writes';
import { FollowedTarget } from '../target/FollowedTarget';
import type { RoutesLook } from '../target/RoutesLook';
import type { ShiftTarget } from '../target/ShiftTarget';

/** How shifts are shared among processes. Milliseconds. */
export interface ShiftLeaseTiming extends LeaseTiming {
  /** How long it tries to write while the database fails, before it lets a shift go. */
  databaseRetryForMs: number;
}

/** How shifts are shared, given how long a process may not be heard of. */
export function leaseTiming(leaseMs: number): ShiftLeaseTiming {
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
  repository: Pick<ShiftRepository, 'load'>;
  timing: ShiftTiming;
  leases: ShiftLeaseTiming;
  clock: Clock;
  logger: LoggerService;
  /** Tells clients that something changed. */
  announce(signal: HybridSignal): Promise<void>;
  /** Makes the next reader of the platform look at AWS again. */
  invalidate(platformId: string): void;
  /** Finds what a shift works on that another process began. */
  locate(shift: Shift): Promise<ShiftTarget>;
  /** The same by a fresh look at AWS, where what it worked on is gone. */
  locateAnew(shift: Shift): Promise<ShiftTarget>;
  /** Looks which routes the service of a shift has by now. */
  look(shift: Shift): Promise<RoutesLook>;
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
  readonly #runner: LeasedRunner<AbortColumns>;

  constructor(private readonly options: ShiftRunnerOptions) {
    const { knex, leases: timing, clock, logger } = options;
    this.#runner = new LeasedRunner({
      leases: new ShiftLeases(knex),
      timing,
      clock,
      logger,
      what: 'Shift',
      goOn: ({ hadOwner }, held) => this.#goOn(hadOwner, held),
    });
  }

  /** The claim of this process on a shift that starts now. */
  lease(): Lease {
    return this.#runner.lease();
  }

  /** Carries out a shift that was created with {@link ShiftRunner.lease}; returns at once. */
  start(record: ShiftRecord, target: ShiftTarget, onEnd: OnEnd): void {
    const lease = {
      owner: record.leaseOwner!,
      forMs: this.options.leases.leaseMs,
    };
    this.#runner.start(record.shift.id, lease, held =>
      this.#carryOut(record, held, {
        locate: async () => target,
        onEnd: async () => onEnd,
      }),
    );
  }

  /**
   * Claims the shifts that nobody carries out now, and goes on with them. Returns when they
   * are claimed.
   */
  takeOver(): Promise<void> {
    return this.#runner.takeOver();
  }

  /** Looks for shifts to take over from now on, until it stops. */
  watch(): Promise<void> {
    return this.#runner.watch();
  }

  /** Looks at once what somebody wants of the shifts that are carried out here. */
  wake(): Promise<void> {
    return this.#runner.wake();
  }

  /** Lets go of everything: another process, or the next, goes on with it. */
  stop(): Promise<void> {
    return this.#runner.stop();
  }

  async #goOn(hadOwner: boolean, held: Held<AbortColumns>): Promise<void> {
    const { repository, locate, auditTakeover } = this.options;
    const record = (await repository.load(held.id))!;
    const { shift } = record;
    // As urgent as it was for the process that began it.
    await withPriority(shift.evacuationId ? 'evacuation' : 'person', () =>
      this.#carryOut(record, held, {
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
    held: Held<AbortColumns>,
    how: {
      locate(): Promise<ShiftTarget>;
      onEnd(): Promise<OnEnd | undefined>;
      takenOver?: string;
    },
  ): Promise<void> {
    const { knex, clock, leases } = this.options;
    const { lease, signal } = held;
    const abort = new AbortRequests(record.abort);
    held.onStanding = row => {
      const requested = abortOf(row);
      if (requested) abort.add(requested);
    };
    const log = new LeasedShift(record, {
      knex,
      lease,
      clock,
      signal,
      retryForMs: leases.databaseRetryForMs,
      changed: (shift, event) => this.#changed(shift, event?.type),
    });
    const outcome = await this.#outcome(log, signal, abort, how);
    await log.end(outcome.end, outcome.event);
    await (
      await how.onEnd()
    )?.(outcome.end);
  }

  /** Runs the shift. What is neither AWS's nor the database's fault ends it. */
  async #outcome(
    log: ShiftLog,
    signal: AbortSignal,
    abort: AbortRequests,
    how: { locate(): Promise<ShiftTarget>; takenOver?: string },
  ): Promise<Outcome> {
    const { clock, timing, logger, trace, locateAnew, look } = this.options;
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
        target: new FollowedTarget(found.target, {
          locate: () => locateAnew(log.shift),
          look: () => look(log.shift),
          clock,
          signal,
        }),
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
  return backendFailed(
    'during the shift',
    error,
    'Check the weights, look up the error in the backend’s log, and shift again if they are not what you want.',
  );
}
