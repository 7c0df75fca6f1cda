import {
  HYBRID_TAGS,
  type ShiftKind,
  type ShiftStep,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftTiming } from '../config';
import { HybridError } from '../errors';
import { AbortRequests } from '../shifts/run/AbortRequests';
import {
  withChange,
  type ShiftLog,
  type ShiftRecord,
} from '../shifts/record/record';
import type { Outcome } from '../shifts/run/outcome';
import { Deadline } from '../durable/Deadline';
import { LeaseLost } from '../durable/LeaseLost';
import type { Clock } from '../durable/retry';
import { ShiftRun } from '../shifts/run/ShiftRun';
import type { AbortMode } from '../shifts/record/rows';
import type { NewEvent, ShiftChange } from '../shifts/record/writes';
import { weightsFor } from '../shifts/target/routes';
import type { ShiftTarget } from '../shifts/target/ShiftTarget';

/** The waits of a simulated shift. */
export const TIMING: ShiftTiming = {
  retryForMs: 120_000,
  confirmTimeoutMs: 30_000,
  verifyIntervalMs: 2_000,
  verifyChecks: 3,
  verifyTimeoutMs: 60_000,
  maxErrorPercent: 5,
  returnTimeoutMs: 600_000,
};

/** Where a shift starts from. */
export const FROM: Weights = { 'on-prem': 40, aws: 60 };

/** What a shift may ask of its target; `write` is of what `read` has answered. */
export type TargetCall = keyof ShiftTarget | 'write';

/**
 * A shift in virtual time, of a service that is as the test wants it: hours pass in
 * milliseconds, and each run does exactly the same.
 */
export class SimulatedShift {
  readonly begun = Date.parse('2026-11-22T12:00:00.000Z');
  now = this.begun;
  weights = FROM;
  tags: Record<string, string> = {};
  healthy: Record<Site, number> = { 'on-prem': 2, aws: 3 };
  /** What is known to have been served; by default nothing. */
  served: { requests: number; errors: number }[] = [];
  /** Thrown by every call while it is set. */
  failure: HybridError | undefined;
  /** Before a call takes effect. What it throws is the answer. */
  onCall: (call: TargetCall) => void = () => {};
  /** After a call took effect. What it throws is told in place of the answer. */
  onAnswer: (call: TargetCall) => void = () => {};
  /** All weights that took effect, in order. */
  readonly writes: Weights[] = [];
  /** Another process has the shift: nothing may be changed any more. */
  leaseLost = false;
  record: ShiftRecord;
  readonly #abort = new AbortRequests();
  #later: { at: number; act(): void }[] = [];

  constructor(plan: {
    kind: ShiftKind;
    steps: ShiftStep[];
    durationSeconds?: number;
  }) {
    const to = plan.steps[plan.steps.length - 1].weights;
    const entityRef = 'component:default/cart';
    const createdAt = new Date(this.begun).toISOString();
    this.record = {
      shift: {
        id: 'shift-1',
        entityRef,
        platform: 'shop',
        service: 'cart',
        kind: plan.kind,
        state: 'planned',
        reason: 'a test',
        requestedBy: 'user:default/owner',
        from: FROM,
        to,
        createdAt,
        plan: {
          ...plan,
          entityRef,
          from: FROM,
          to,
          rules: [],
          allowed: true,
          forceable: true,
          approvalRequired: false,
          evaluatedAt: createdAt,
        },
        events: [],
      },
    };
  }

  /** Something that happens so many seconds after the beginning. */
  after(seconds: number, act: () => void): this {
    this.#later.push({ at: this.begun + seconds * 1000, act });
    this.#later.sort((a, b) => a.at - b.at);
    return this;
  }

  /** Somebody aborts the shift, as the database and the runner tell it. */
  abort(mode: AbortMode): void {
    const requested = { mode, by: 'user:default/else' };
    const event = { type: 'abort-requested' as const, message: mode };
    this.record = {
      ...this.#changed(this.record, {}, event),
      abort: requested,
    };
    this.#abort.add(requested);
  }

  readonly clock: Clock = {
    now: () => new Date(this.now),
    sleep: (ms, signal) => this.#sleep(ms, signal),
  };

  get seconds(): number {
    return (this.now - this.begun) / 1000;
  }

  /** The events so far, `verified@2` for that of step 2. */
  get history(): string[] {
    return this.record.shift.events.map(({ type, step }) =>
      step === undefined ? type : `${type}@${step}`,
    );
  }

  get holdsRule(): boolean {
    return HYBRID_TAGS.hold in this.tags;
  }

  /** Where its history is kept: by default nowhere but here. */
  run(log: ShiftLog = this.#log()): Promise<Outcome> {
    return new ShiftRun({
      target: this.#target(),
      timing: TIMING,
      clock: this.clock,
      signal: new AbortController().signal,
      abort: this.#abort,
      log,
      leaveHold: async () => {},
    }).run();
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    const until = this.now + ms;
    while (!signal.aborted && this.#later[0]?.at <= until) {
      const { at, act } = this.#later.shift()!;
      this.now = Math.max(this.now, at);
      act();
    }
    signal.throwIfAborted();
    this.now = until;
  }

  /** The record as its runner knows it, which is told of an abort when it refreshes. */
  #log(): ShiftLog {
    let known = this.record;
    const change = (what: ShiftChange, event?: NewEvent) => {
      this.record = this.#changed(this.record, what, event);
      known = this.#changed(known, what, event);
    };
    return {
      get record() {
        return known;
      },
      get shift() {
        return known.shift;
      },
      refresh: async () => {
        known = this.record;
      },
      append: async (event, what = {}) => change(what, event),
      save: async what => change(what),
      end: async () => {},
      fence: async () => {
        if (this.leaseLost) throw new LeaseLost('Another process has it');
        return new Deadline(60_000);
      },
    };
  }

  #changed(record: ShiftRecord, change: ShiftChange, event?: NewEvent) {
    const at = new Date(this.now).toISOString();
    return withChange(record, change, event && { ...event, at });
  }

  #target(): ShiftTarget {
    const answer = async <T>(call: TargetCall, act: () => T): Promise<T> => {
      if (this.failure) throw this.failure;
      this.onCall(call);
      const answered = act();
      this.onAnswer(call);
      return answered;
    };
    return {
      read: () =>
        answer('read', () => ({
          routes: [{ id: 'rule', weights: this.weights, elsewhere: 0 }],
          write: async (wanted, fence) => {
            await fence();
            return answer('write', () => {
              const weights = weightsFor(wanted, 'rule')!;
              this.weights = weights;
              this.writes.push(weights);
              return {};
            });
          },
        })),
      tags: () => answer('tags', () => ({ ...this.tags })),
      setTag: (key, value) =>
        answer('setTag', () => {
          this.tags[key] = value;
        }),
      replaceTag: (key, value, by) =>
        answer('replaceTag', () => {
          if (this.tags[key] !== value) return;
          if (by === undefined) delete this.tags[key];
          else this.tags[key] = by;
        }),
      removeTag: key =>
        answer('removeTag', () => {
          delete this.tags[key];
        }),
      lastChange: async () => undefined,
      health: site =>
        answer('health', () => ({
          healthy: this.healthy[site],
          total: 3,
          reasons: {},
        })),
      traffic: () => answer('traffic', () => this.#traffic()),
    };
  }

  #traffic() {
    const served = this.served.reduce(
      (sum, { requests, errors }) => ({
        requests: sum.requests + requests,
        errors: sum.errors + errors,
      }),
      { requests: 0, errors: 0 },
    );
    return { 'on-prem': served, aws: served };
  }
}
