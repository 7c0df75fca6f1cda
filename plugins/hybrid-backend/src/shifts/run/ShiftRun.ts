import type {
  Problem,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { awsRetryPolicy } from '../../aws/retryPolicy';
import { HybridError, problemIn } from '../../errors';
import { Aborted } from './AbortRequests';
import { Bake } from './Bake';
import type { ShiftRunContext } from './context';
import { LeaseLost } from '../../durable/LeaseLost';
import { failed, finished, stopped, type Facts, type Outcome } from './outcome';
import {
  afterAbort,
  afterTrouble,
  describeNext,
  fromOf,
  nextOf,
  type Next,
  type RollbackReason,
} from './next';
import type { RollbackPhase } from './phases';
import { Retries } from '../../durable/retry';
import { JoiningRoutes } from './JoiningRoutes';
import { WeightsEditor } from './WeightsEditor';
import { longestShiftMs, ShiftHold } from './ShiftHold';
import { otherSites, SiteHealth, sitesToServe } from './SiteHealth';
import { ShiftSteps } from './ShiftSteps';
import { Rollback } from './Rollback';

/**
 * One shift from wherever its record says that it is, to its end. It changes nothing but
 * its target. What it does next follows from the record, so a run that goes on with
 * another's work does the same as one that was never interrupted.
 */
export class ShiftRun {
  readonly #retries: Retries;
  readonly #hold: ShiftHold;
  readonly #editor: WeightsEditor;
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
    this.#editor = new WeightsEditor(context, retries);
    this.#health = new SiteHealth(context.target, retries);
    this.#bake = new Bake(context, this.#health, retries, pause);
    this.#steps = new ShiftSteps(context, {
      hold: this.#hold,
      editor: this.#editor,
      health: this.#health,
      bake: this.#bake,
      joining: new JoiningRoutes(context, retries),
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
      const outcome = await this.#runToEnd(takenOver);
      await this.#hold.release();
      return outcome;
    } catch (error) {
      // Whoever carries the shift on needs the hold.
      const goesOn = error instanceof LeaseLost || this.context.signal.aborted;
      if (!goesOn) await this.#hold.release();
      throw error;
    }
  }

  async #runToEnd(takenOver?: string): Promise<Outcome> {
    try {
      if (takenOver) await this.#recordTakeover(takenOver);
      await this.#beginHolding();
      let next: Next | undefined;
      for (;;) {
        const result = await this.#carryOut(next ?? this.#whatNext());
        if (result && 'end' in result) return result;
        next = result;
      }
    } catch (error) {
      if (!(error instanceof HybridError)) throw error;
      return failed(error.problem);
    }
  }

  /** How the shift ends, or what was decided to do next; without either, the record says it. */
  async #carryOut(next: Next): Promise<Outcome | Next | undefined> {
    switch (next.do) {
      case 'step':
        return this.#abortable(() => this.#steps.carryOut(next));
      case 'stay':
        return this.#abortable(() => this.#stay());
      case 'decide':
        return this.#decide(next.step, next.problem);
      case 'rollback':
        return this.#rollBack(next.from, next.why);
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
      // A process that died right after it took the hold has recorded nothing else.
      await this.#hold.resume(longestShiftMs(timing, log.shift.plan));
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
      const unhealthy = await this.#bake.watch(sites, until);
      if (unhealthy === undefined) break;
      const old = await this.#health.probe(otherSites(sites));
      if (old && old.best > 0) {
        await log.append({
          type: 'gate-failed',
          message: `The drill ends early: ${unhealthy}, while ${old.summary}.`,
        });
        return;
      }
    }
    await this.#recordReturn('The time of the drill is over.');
  }

  /** The gaining site failed: back, or on, whichever serves. */
  async #decide(
    step: number,
    problem: Problem,
  ): Promise<Outcome | Next | undefined> {
    const { log } = this.context;
    if (log.shift.kind === 'drill') {
      return this.#recordReturn('The drill does not go on.');
    }
    this.#retries.renew();
    const sites = this.#sitesOf(step);
    const health = {
      old: await this.#health.best(otherSites(sites)),
      gaining: await this.#health.best(sites),
    };
    return afterTrouble(problem, health) === 'fail'
      ? failed(problem)
      : rollback({ because: 'trouble', problem });
  }

  async #abortable(
    act: () => Promise<void>,
  ): Promise<Outcome | Next | undefined> {
    try {
      await act();
      return undefined;
    } catch (error) {
      if (!(error instanceof Aborted)) throw error;
      return this.#abort();
    }
  }

  async #abort(): Promise<Outcome | Next | undefined> {
    const { log, abort } = this.context;
    await log.refresh();
    const after = afterAbort(log.shift, abort.requested!);
    this.#retries.renew();
    if (after === 'stop') return stopped(this.#facts(), await this.#weights());
    return log.shift.kind === 'drill'
      ? this.#recordReturn(`${abort.requested!.by} aborted the drill.`)
      : rollback({ because: 'aborted' });
  }

  /** A drill returns, and its record says since when. */
  async #recordReturn(message: string): Promise<undefined> {
    await this.context.log.append(
      { type: 'returning', message },
      { until: null },
    );
  }

  /** The only way back. Who aborts a shift does not want the traffic where nothing serves it. */
  async #rollBack(from: RollbackPhase, why: RollbackReason): Promise<Outcome> {
    const { kind } = this.context.log.shift;
    try {
      await this.#rollback.carryOut(from, why);
    } catch (error) {
      const problem = problemIn(error);
      if (problem?.code !== 'safety-rule-failed') throw error;
      if (kind === 'drill' || why.because !== 'aborted') throw error;
      const weights = await this.#weights();
      return stopped(this.#facts(), weights, `${problem.message} `);
    }
    return finished(this.#facts(), why);
  }

  /** The sites that a shift has given traffic to by the time of a step. */
  #sitesOf(step: number): Site[] {
    const { plan } = this.context.log.shift;
    return sitesToServe(
      fromOf(this.context.log.shift),
      plan.steps[step - 1].weights,
    );
  }

  async #weights() {
    try {
      return await this.#editor.weights();
    } catch (error) {
      if (error instanceof HybridError) return undefined;
      throw error;
    }
  }

  async #recordTakeover(before: string): Promise<void> {
    const { log } = this.context;
    const next = this.#whatNext();
    const now = next.do === 'finish' ? undefined : await this.#weights();
    const found = now ? ` The rule has the weights ${now.words}.` : '';
    await log.append({
      type: 'taken-over',
      message: `${before}, so another goes on: ${describeNext(
        next,
        log.shift.plan.steps.length,
      )}.${found}`,
      ...(now?.weights && { weights: now.weights }),
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

function rollback(why: RollbackReason): Next {
  return { do: 'rollback', from: 'write', why };
}
