import type {
  EvacuationItem,
  EvacuationState,
  Problem,
  Shift,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { FINAL_SHIFT_STATES } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Pace } from '../aws/pacing';
import { awsRetryPolicy } from '../aws/retryPolicy';
import { backendFailed, problemIn } from '../errors';
import { LeaseLost } from '../durable/LeaseLost';
import { retrying, type Clock, type RetryPolicy } from '../durable/retry';
import { Concurrency, Rate } from './Concurrency';
import type { LeasedEvacuations, ItemShift } from './LeasedEvacuations';
import { leavingSite, type EvacuationRow, type ItemRow } from './rows';
import { remaining } from './remaining';

export interface EvacuationRunContext {
  evacuations: LeasedEvacuations;
  /** The claim of this process. */
  owner: string;
  clock: Clock;
  /** How long is tried again to start one shift while AWS throttles or fails. */
  retryForMs: number;
  pollMs: number;
  /** Aborts when the backend stops or another process has the evacuation. */
  signal: AbortSignal;
  pace(): Pace;
  /** Starts the shift of an item, or finds the one that was started for the same attempt. */
  startShift(evacuation: EvacuationRow, item: ItemRow): Promise<Shift>;
  /** Something to show has changed. */
  changed(): void;
}

/** How an evacuation ended. */
export interface EvacuationOutcome {
  leaving: Site;
  state: EvacuationState;
}

/** Refusals of one service; the evacuation goes on with the others. */
const REFUSED: Problem['code'][] = [
  'safety-rule-failed',
  'shift-active',
  'service-held',
  'entity-tag-mismatch',
  'service-not-found',
  'rule-not-hybrid',
  'annotation-missing',
  'not-permitted',
];

/** What becomes of an item by how its shift ends; it failed otherwise. */
const ITEM_STATE: Partial<Record<Shift['state'], EvacuationItem['state']>> = {
  succeeded: 'succeeded',
  aborted: 'aborted',
};

/** A database that is down for longer is left to whoever takes over when it is back. */
const DATABASE_RETRY_FOR_MS = 90_000;

/** Whatever the database fails with may pass; that another process has it does not. */
const databaseRetryPolicy: RetryPolicy = {
  isTransient: error => !(error instanceof LeaseLost),
  longestPauseMs: 2_000,
};

/**
 * A shift that could not be started because the database failed may have been recorded all
 * the same: only to ask for it again tells.
 */
const startRetryPolicy: RetryPolicy = {
  isTransient: error =>
    problemIn(error) === undefined || awsRetryPolicy.isTransient(error),
  longestPauseMs: awsRetryPolicy.longestPauseMs,
};

/** Carries one evacuation out: starts shifts as fast as AWS takes them, and notes their ends. */
export class EvacuationRun {
  readonly #concurrency = new Concurrency();
  readonly #rate = new Rate();
  /** Shifts that are being started, by service. */
  readonly #starting = new Map<string, Promise<void>>();
  #wake = new AbortController();

  constructor(
    private readonly id: string,
    private readonly context: EvacuationRunContext,
  ) {}

  /** How it goes, to be shown. */
  pace(): { rate: number; concurrency: number } {
    const now = this.#now();
    return {
      rate: this.#rate.perSecond(now),
      concurrency: this.#concurrency.limit,
    };
  }

  /** Something may be different now: look at once. */
  wake(): void {
    this.#wake.abort();
  }

  /** Runs to the end and answers how it ended. */
  async run(): Promise<EvacuationOutcome> {
    const { signal, pollMs, clock } = this.context;
    this.#rate.begin(this.#now());
    try {
      for (;;) {
        signal.throwIfAborted();
        this.#wake = new AbortController();
        const end = await retrying(
          clock,
          { forMs: DATABASE_RETRY_FOR_MS, signal },
          () => this.#poll(),
          databaseRetryPolicy,
        );
        if (end) return end;
        await clock
          .sleep(pollMs, AbortSignal.any([signal, this.#wake.signal]))
          .catch(() => undefined);
      }
    } finally {
      await Promise.allSettled(this.#starting.values());
    }
  }

  /** One look at how it stands, which is safe to repeat. Answers how all of it ended. */
  async #poll(): Promise<EvacuationOutcome | undefined> {
    const { evacuations, owner } = this.context;
    const evacuation = await evacuations.read(this.id, owner);
    if (!evacuation) throw new LeaseLost('another process has the evacuation');
    const state = await this.#step(evacuation);
    if (!state) return undefined;
    if (!(await evacuations.end(this.id, owner, state))) {
      throw new LeaseLost('another process has the evacuation');
    }
    return { leaving: leavingSite(evacuation), state };
  }

  /** Notes what has ended, and starts what may start. Answers how all of it ended, if it did. */
  async #step(evacuation: EvacuationRow): Promise<EvacuationState | undefined> {
    const shifts = await this.context.evacuations.shifts(this.id);
    for (const shift of shifts) {
      if (FINAL_SHIFT_STATES.includes(shift.state)) {
        await this.#settle(evacuation, shift);
      }
    }

    const { end, waiting, busy } = remaining({
      open: await this.context.evacuations.open(this.id),
      shifts,
      starting: new Set(this.#starting.keys()),
      aborting: evacuation.state === 'aborting',
    });
    if (end) return end;
    const { limit } = this.#concurrency;
    this.#concurrency.observe(this.context.pace(), busy >= limit, this.#now());
    for (const item of waiting.slice(0, Math.max(0, limit - busy))) {
      this.#start(evacuation, item);
    }
    return undefined;
  }

  #start(evacuation: EvacuationRow, item: ItemRow): void {
    const { service } = item;
    const started = this.#tryToStart(evacuation, item)
      .catch(() => undefined)
      .finally(() => {
        this.#starting.delete(service);
        this.wake();
      });
    this.#starting.set(service, started);
  }

  async #tryToStart(evacuation: EvacuationRow, item: ItemRow): Promise<void> {
    const { evacuations, clock, retryForMs, signal } = this.context;
    if (!(await evacuations.begin(this.id, item.service))) return;
    let shift: Shift;
    try {
      shift = await retrying(
        clock,
        { forMs: retryForMs, signal },
        async () => {
          signal.throwIfAborted();
          return this.context.startShift(evacuation, item);
        },
        startRetryPolicy,
      );
    } catch (error) {
      // Whoever takes over asks for the same shift again.
      if (signal.aborted) throw error;
      const problem = problemIn(error) ?? failedToStart(error);
      const state = REFUSED.includes(problem.code) ? 'refused' : 'failed';
      await evacuations.settle(this.id, item.service, { state, problem });
      this.context.changed();
      return;
    }
    // When this fails, the shift is asked for again, and found by its key.
    await evacuations.started(this.id, item.service, shift.id);
    this.context.changed();
  }

  async #settle(
    { created_at: createdAt }: EvacuationRow,
    shift: ItemShift,
  ): Promise<void> {
    const state = ITEM_STATE[shift.state] ?? 'failed';
    const seconds = (Date.parse(shift.endedAt!) - Date.parse(createdAt)) / 1000;
    await this.context.evacuations.settle(this.id, shift.service, {
      state,
      ...(state === 'succeeded' && {
        recoveryTimeSeconds: Math.max(0, seconds),
      }),
      ...(shift.problem && { problem: shift.problem }),
    });
    this.#rate.add(this.#now());
    this.context.changed();
  }

  #now(): number {
    return this.context.clock.now().getTime();
  }
}

function failedToStart(error: unknown): Problem {
  return backendFailed(
    'to start the shift',
    error,
    'Look up the error in the backend’s log, then resume.',
  );
}
