import {
  HYBRID_TAGS,
  type Plan,
  type Shift,
  type ShiftKind,
  type ShiftStep,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import type { ShiftTiming } from '../config';
import { HybridError } from '../errors';
import { AbortRequests } from '../shifts/run/AbortRequests';
import type { ShiftRecord } from '../shifts/record/record';
import { Logbook, type Ledger } from '../shifts/record/Logbook';
import type { Outcome } from '../shifts/run/outcome';
import type { Clock } from '../durable/retry';
import { ShiftRun } from '../shifts/run/ShiftRun';
import type { AbortMode } from '../shifts/record/rows';
import type { ShiftChange } from '../shifts/record/writes';

const TIMING: ShiftTiming = {
  retryForMs: 120_000,
  confirmTimeoutMs: 30_000,
  verifyIntervalMs: 2_000,
  verifyChecks: 3,
  verifyTimeoutMs: 60_000,
  maxErrorPercent: 5,
  returnTimeoutMs: 600_000,
};

const LOAD_BALANCER = 'app/shop/0123456789abcdef';
const group = (site: Site) =>
  `arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:targetgroup/cart-${site}/0123456789abcdef`;

const groups = { 'on-prem': group('on-prem'), aws: group('aws') };

const RULE = `arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:listener-rule/${LOAD_BALANCER}/0123456789abcdef/0123456789abcdef`;

/** Where a shift starts from. */
export const FROM: Weights = { 'on-prem': 40, aws: 60 };

/**
 * A shift in virtual time, against an AWS that is as the test wants it: hours pass in
 * milliseconds, and each run does exactly the same.
 */
export class SimulatedShift {
  readonly begun = Date.parse('2026-11-22T12:00:00.000Z');
  now = this.begun;
  weights = FROM;
  tags: Record<string, string> = {};
  healthy: Record<Site, number> = { 'on-prem': 2, aws: 3 };
  /** What CloudWatch has of the time; by default nothing. */
  served: { requests: number; errors: number }[] = [];
  /** Thrown by every call to AWS while it is set. */
  failure: HybridError | undefined;
  /** Each weight that AWS was asked to write. */
  readonly writes: Weights[] = [];
  record: ShiftRecord;
  readonly #abort = new AbortRequests();
  #later: { at: number; act(): void }[] = [];

  constructor(plan: {
    kind: ShiftKind;
    steps: ShiftStep[];
    durationSeconds?: number;
  }) {
    const to = plan.steps[plan.steps.length - 1].weights;
    this.record = {
      shift: {
        kind: plan.kind,
        state: 'planned',
        from: FROM,
        to,
        plan: { ...plan, from: FROM, to } as unknown as Plan,
        requestedBy: 'user:default/owner',
        createdAt: new Date(this.begun).toISOString(),
        events: [],
      } as unknown as Shift,
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
    const asked = { mode, by: 'user:default/else' };
    this.#append({ type: 'abort-requested', message: mode });
    this.record = { ...this.record, abort: asked };
    this.#abort.add(asked);
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
  run(log = new Logbook(this.record, this.#ledger())): Promise<Outcome> {
    return new ShiftRun({
      aws: this.#aws() as unknown as PlatformAws,
      ruleArn: RULE,
      targetGroups: groups,
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

  #ledger(): Ledger {
    return {
      load: async () => this.record,
      append: async (event, change) => {
        this.#append(event);
        this.#change(change);
        return new Date(this.now).toISOString();
      },
      save: async change => this.#change(change),
      end: async () => {},
      fence: async () => {},
    };
  }

  #append(event: Pick<Shift['events'][0], 'type' | 'message'>): void {
    const { shift } = this.record;
    const at = new Date(this.now).toISOString();
    const sequence = shift.events.length + 1;
    const events = [...shift.events, { ...event, at, sequence }];
    this.record = { ...this.record, shift: { ...shift, events } };
  }

  #change({ hold, until, ...change }: ShiftChange = {}): void {
    this.record = {
      ...this.record,
      ...change,
      ...(hold !== undefined && { hold: hold ?? undefined }),
      ...(until !== undefined && { until: until ?? undefined }),
    };
  }

  #aws(): Partial<Record<keyof PlatformAws, unknown>> {
    const answering =
      <A extends unknown[], T>(answer: (...args: A) => T) =>
      async (...args: A): Promise<T> => {
        if (this.failure) throw this.failure;
        return answer(...args);
      };
    return {
      rule: answering(() => ({ rule: this.#rule() })),
      writeRuleActions: answering((_: string, [action]: any[]) => {
        const [onPrem, aws] = action.ForwardConfig.TargetGroups;
        this.weights = { 'on-prem': onPrem.Weight, aws: aws.Weight };
        this.writes.push(this.weights);
        return {};
      }),
      tags: answering(() => ({ ...this.tags })),
      setTag: answering((_: string, key: string, value: string) => {
        this.tags[key] = value;
      }),
      removeTag: answering((_: string, key: string) => {
        delete this.tags[key];
      }),
      targets: answering((arn: string) => ({
        healthy: this.healthy[arn === groups.aws ? 'aws' : 'on-prem'],
        total: 3,
        reasons: {},
      })),
      metrics: answering((queries: { name: string }[]) =>
        queries.map(({ name }) =>
          this.served.map(({ requests, errors }) => {
            if (name === 'RequestCount') return requests;
            return name.includes('5XX') ? errors : 0;
          }),
        ),
      ),
    };
  }

  #rule() {
    const tuple = (site: Site) => ({
      TargetGroupArn: groups[site],
      Weight: this.weights[site],
    });
    return {
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: { TargetGroups: [tuple('on-prem'), tuple('aws')] },
        },
      ],
    };
  }
}
