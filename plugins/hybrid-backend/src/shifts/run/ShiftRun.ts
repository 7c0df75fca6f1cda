import {
  SITES,
  type Problem,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { awsRetryPolicy } from '../../aws/retryPolicy';
import { HybridError, problemIn } from '../../errors';
import { Aborted, type AbortRequests } from './AbortRequests';
import { Bake } from './Bake';
import { LeaseLost } from '../../durable/LeaseLost';
import { failed, finished, stopped, type Facts, type Outcome } from './outcome';
import {
  afterAbort,
  describeNext,
  nextOf,
  type Next,
  type RollbackReason,
} from './next';
import { Retries } from '../../durable/retry';
import {
  describeWeights,
  RuleEditor,
  type RuleEditorContext,
} from './RuleEditor';
import { gainingSites } from '../plan/safety/index';
import { longestShiftMs, ShiftHold, type ShiftHoldContext } from './ShiftHold';
import { otherSites, SiteHealth } from './SiteHealth';
import { afterVerification } from '../record/states';
import { ShiftSteps } from './ShiftSteps';
import { Rollback } from './Rollback';

/** What a run needs of the world around it. */
export interface ShiftRunContext extends RuleEditorContext, ShiftHoldContext {
  abort: AbortRequests;
}

/**
 * One shift from wherever its record says that it is, to its end. It changes nothing but
 * the one rule. What it does next is always read off the record, so a run that goes on
 * with another's work does the same as one that was never interrupted.
 */
export class ShiftRun {
  readonly #retries: Retries;
  readonly #hold: ShiftHold;
  readonly #editor: RuleEditor;
  readonly #health: SiteHealth;
  readonly #bake: Bake;
  readonly #steps: ShiftSteps;
  readonly #rollback: Rollback;

  constructor(private readonly context: ShiftRunContext) {
    const { clock, signal, timing } = context;
    const retries = new Retries(
      clock,
      { forMs: timing.retryForMs, signal },
      awsRetryPolicy,
    );
    const pause = (ms: number) => this.#pause(ms);
    this.#retries = retries;
    this.#hold = new ShiftHold(context, retries);
    this.#editor = new RuleEditor(context, retries);
    this.#health = new SiteHealth(context.target, retries);
    this.#bake = new Bake(context, this.#health, retries, pause);
    this.#steps = new ShiftSteps(context, {
      hold: this.#hold,
      editor: this.#editor,
      health: this.#health,
      bake: this.#bake,
      retries,
      pause,
    });
    this.#rollback = new Rollback(context, {
      editor: this.#editor,
      health: this.#health,
      retries,
    });
  }

  /** Runs to the end. `takenOver` says who had the shift before. */
  async run(takenOver?: string): Promise<Outcome> {
    try {
      const outcome = await this.#toTheEnd(takenOver);
      await this.#hold.release();
      return outcome;
    } catch (error) {
      const letsGo = error instanceof LeaseLost || this.context.signal.aborted;
      if (!letsGo) await this.#hold.release();
      throw error;
    }
  }

  async #toTheEnd(takenOver?: string): Promise<Outcome> {
    try {
      if (takenOver) await this.#tellOfTakeover(takenOver);
      await this.#beginHolding();
      for (;;) {
        const outcome = await this.#abortable(() => this.#next());
        if (outcome) return outcome;
      }
    } catch (error) {
      if (!(error instanceof HybridError)) throw error;
      return failed(error.problem);
    }
  }

  /** Does what is next. Undefined when there is more to do. */
  async #next(): Promise<Outcome | undefined> {
    const next = this.#whatNext();
    switch (next.do) {
      case 'step':
        await this.#steps.carryOut(next);
        return undefined;
      case 'decide':
        return this.#decide(next.step, next.problem);
      case 'stay':
        await this.#stay();
        return undefined;
      case 'return':
        await this.#rollback.go(next.from, next.why);
        return finished(this.#facts(), next.why);
      default:
        return finished(this.#facts(), next.why);
    }
  }

  #whatNext(): Next {
    return nextOf(this.context.log.shift);
  }

  async #beginHolding(): Promise<void> {
    const { log, timing, clock, abort } = this.context;
    const next = this.#whatNext();
    if (next.do === 'finish') return;
    if (next.do === 'step' && next.step === 1 && next.from === 'begin') {
      if (abort.requested) return;
      await log.save({ state: 'running', step: 1 });
      await this.#hold.take();
      return;
    }
    const { plan, kind } = log.shift;
    const step = next.do === 'step' ? next.step : plan.steps.length;
    const spent = next.do === 'step' ? 0 : (plan.durationSeconds ?? 0) * 1000;
    const staying = log.record.until
      ? Date.parse(log.record.until) - clock.now().getTime()
      : 0;
    try {
      await this.#hold.resume(
        longestShiftMs(timing, plan, step) - spent + Math.max(0, staying),
      );
    } catch (error) {
      // A drill returns, whoever holds the rule by now.
      if (kind !== 'drill' || !(error instanceof HybridError)) throw error;
    }
  }

  /** Stays for the drill's time, unless the site turns out the worse one. */
  async #stay(): Promise<void> {
    const { log } = this.context;
    const { shift, record } = log;
    const sites = this.#sitesOf(shift.plan.steps.length);
    const until = new Date(record.until!);
    for (;;) {
      const bad = await this.#bake.watch(sites, until);
      if (bad === undefined) break;
      const old = await this.#health.probe(otherSites(sites));
      if (old && old.best > 0) {
        await log.append({
          type: 'gate-failed',
          message: `The drill ends early: ${bad}, while ${old.seen}.`,
        });
        return;
      }
    }
    await log.append(
      { type: 'returning', message: 'The time of the drill is over.' },
      { until: null },
    );
  }

  /** The gaining site failed: back, or on, whichever serves. */
  async #decide(step: number, problem: Problem): Promise<Outcome | undefined> {
    const { log } = this.context;
    const why: RollbackReason = { because: 'trouble', problem };
    if (log.shift.kind === 'drill') {
      await log.append(
        { type: 'returning', message: 'The drill does not go on.' },
        { until: null },
      );
      return undefined;
    }
    this.#retries.renew();
    const sites = this.#sitesOf(step);
    const old = await this.#health.read(otherSites(sites));
    const gained = await this.#health.read(sites);
    const state = afterVerification({
      verified: false,
      oldHealth: old.best,
      // What the gate did not let pass is no place to stay, however its targets look.
      newHealth: problem.code === 'health-gate-failed' ? 0 : gained.best,
    });
    if (state === 'failed') return failed(problem);
    await this.#rollback.go('write', why);
    return finished(this.#facts(), why);
  }

  /** The sites that a shift has given traffic to by the time of a step. */
  #sitesOf(step: number): Site[] {
    const { plan } = this.context.log.shift;
    const { weights } = plan.steps[step - 1];
    const gaining = gainingSites(plan.from, weights);
    return gaining.length > 0
      ? gaining
      : SITES.filter(site => weights[site] > 0);
  }

  async #abortable(
    act: () => Promise<Outcome | undefined>,
  ): Promise<Outcome | undefined> {
    const { do: what } = this.#whatNext();
    const interruptible = what === 'step' || what === 'stay';
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Aborted && interruptible)) throw error;
      return this.#abort();
    }
  }

  async #abort(): Promise<Outcome | undefined> {
    const { log, abort } = this.context;
    await log.refresh();
    const after = afterAbort(log.shift, abort.requested!);
    this.#retries.renew();
    if (after === 'stop') return stopped(this.#facts(), await this.#weights());
    if (log.shift.kind === 'drill') {
      await log.append(
        {
          type: 'returning',
          message: `${abort.requested!.by} aborted the drill.`,
        },
        { until: null },
      );
      return undefined;
    }
    const why: RollbackReason = { because: 'aborted' };
    try {
      await this.#rollback.go('write', why);
    } catch (error) {
      const problem = problemIn(error);
      if (problem?.code !== 'safety-rule-failed') throw error;
      const weights = await this.#weights();
      return stopped(this.#facts(), weights, `${problem.message} `);
    }
    return finished(this.#facts(), why);
  }

  async #weights() {
    try {
      return await this.#editor.weights();
    } catch (error) {
      if (error instanceof HybridError) return undefined;
      throw error;
    }
  }

  async #tellOfTakeover(before: string): Promise<void> {
    const { log } = this.context;
    const next = this.#whatNext();
    const weights = next.do === 'finish' ? undefined : await this.#weights();
    const found = weights
      ? ` The rule has the weights ${describeWeights(weights)}.`
      : '';
    await log.append({
      type: 'taken-over',
      message: `${before}, so another goes on: ${describeNext(
        next,
        log.shift.plan.steps.length,
      )}.${found}`,
      ...(weights && { weights }),
    });
  }

  /** Waits, unless somebody aborts the shift. */
  async #pause(ms: number): Promise<void> {
    const { clock, signal, abort } = this.context;
    abort.throwIfRequested();
    try {
      await clock.sleep(ms, AbortSignal.any([signal, abort.signal]));
    } catch (error) {
      signal.throwIfAborted();
      if (!abort.requested) throw error;
    }
    abort.throwIfRequested();
  }

  #facts(): Facts {
    const { shift, verifiedAt } = this.context.log.record;
    const { abort } = this.context;
    return {
      shift,
      ...(verifiedAt && { verifiedAt }),
      ...(abort.requested && { abortedBy: abort.requested.by }),
    };
  }
}
