import {
  SITES,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../../errors';
import type { Bake } from './Bake';
import { weightsBefore, type Next, type StepPhase } from './next';
import type { Retries } from '../../durable/retry';
import { describeWeights, type RuleEditor } from './RuleEditor';
import { gainingSites } from '../plan/safety/index';
import type { ShiftHold } from './ShiftHold';
import type { ShiftRunContext } from './ShiftRun';
import type { SiteHealth } from './SiteHealth';
import { verifySites } from './verify';
import type { ShiftChange } from '../record/writes';

const PHASES: StepPhase[] = ['begin', 'write', 'confirm', 'verify', 'bake'];

interface Step {
  number: number;
  before: Weights;
  wanted: Weights;
  bakeSeconds: number;
  isLast: boolean;
  /** The sites that must serve with the step's weights. */
  sites: Site[];
}

/** Carries out single steps: write, confirm, verify, prove. */
export class ShiftSteps {
  constructor(
    private readonly context: ShiftRunContext,
    private readonly by: {
      hold: ShiftHold;
      editor: RuleEditor;
      health: SiteHealth;
      bake: Bake;
      retries: Retries;
      /** Waits; throws when somebody aborts the shift. */
      pause(ms: number): Promise<void>;
    },
  ) {}

  /** Returns when the step is through, or has recorded why it is not. */
  async carryOut(at: Next & { do: 'step' }): Promise<void> {
    const { retries } = this.by;
    const step = this.#step(at.step);
    const still = (phase: StepPhase) =>
      PHASES.indexOf(at.from) <= PHASES.indexOf(phase);
    retries.renew();
    if (!at.maybeWritten && still('write'))
      this.context.abort.throwIfRequested();
    if (still('begin') && !(await this.#begin(step))) return;
    try {
      if (still('write')) await this.#write(step, at.maybeWritten);
      if (still('confirm')) await this.#confirm(step);
      this.context.abort.throwIfRequested();
      if (still('verify') && !(await this.#verify(step))) return;
    } catch (error) {
      if (!(await this.#isDrillsTrouble(error, step))) throw error;
      return;
    }
    if (step.bakeSeconds > 0) await this.#bake(step);
  }

  #step(number: number): Step {
    const { shift } = this.context.log;
    const { steps } = shift.plan;
    const { weights: wanted, bakeSeconds } = steps[number - 1];
    const before = weightsBefore(shift, number);
    const gaining = gainingSites(before, wanted);
    return {
      number,
      before,
      wanted,
      bakeSeconds,
      isLast: number === steps.length,
      sites:
        gaining.length > 0 ? gaining : SITES.filter(site => wanted[site] > 0),
    };
  }

  /** False when the safety rules, asked again, do not let the step begin. */
  async #begin(step: Step): Promise<boolean> {
    const { log } = this.context;
    const { number, wanted } = step;
    const { length } = log.shift.plan.steps;
    if (number > 1 && !(await this.#isSafe(step))) return false;
    if (length > 1) {
      await log.append(
        {
          type: 'step-started',
          step: number,
          message: `Step ${number} of ${length}: ${describeWeights(wanted)}.`,
          weights: wanted,
        },
        { state: 'running', step: number },
      );
    }
    return true;
  }

  /** What can have changed since the step before: the rule, a hold, the site's health. */
  async #isSafe({ number, before, sites }: Step): Promise<boolean> {
    const { log } = this.context;
    const { editor, hold, health } = this.by;
    await editor.assertWeights(before);
    await hold.assertNotTaken();
    const { healthy, seen } = await health.read(sites);
    if (healthy || log.shift.forced?.includes('gaining-site-healthy')) {
      return true;
    }
    await log.append({
      type: 'gate-failed',
      step: number - 1,
      message: `Step ${number} does not begin: ${seen}.`,
      weights: before,
    });
    return false;
  }

  async #write(step: Step, maybeWritten: boolean): Promise<void> {
    const { abort } = this.context;
    await this.by.editor.write({ ...step, step: step.number }, () => {
      if (!maybeWritten) abort.throwIfRequested();
    });
  }

  async #confirm(step: Step): Promise<void> {
    const { editor } = this.by;
    if (step.number === 1) await editor.takeFromAutomation();
    await editor.confirm(
      { ...step, step: step.number },
      { state: 'verifying' },
    );
  }

  async #verify(step: Step): Promise<boolean> {
    const { timing, clock, log } = this.context;
    const { editor, health, pause } = this.by;
    const { number, sites, wanted } = step;
    const { passed, seen } = await verifySites(sites, {
      health,
      timing,
      clock,
      pause,
    });
    if (!passed) {
      await log.append({
        type: 'verification-failed',
        step: number,
        message: `The site that gained traffic does not serve it: ${seen}.`,
        weights: wanted,
      });
      return false;
    }
    await editor.assertWeights(wanted);
    await log.append(
      {
        type: 'verified',
        step: number,
        message: `Verified by ${timing.verifyChecks} looks in a row: ${seen}.`,
        weights: wanted,
      },
      this.#verifiedChange(step),
    );
    return true;
  }

  /** Kept with the event: when the last step was verified, and until when a drill stays. */
  #verifiedChange({ isLast }: Step): ShiftChange {
    const { clock, log } = this.context;
    const { kind, plan } = log.shift;
    if (!isLast) return {};
    const now = clock.now().getTime();
    return {
      verifiedAt: new Date(now).toISOString(),
      ...(kind === 'drill' && {
        until: new Date(now + plan.durationSeconds! * 1000).toISOString(),
      }),
    };
  }

  async #bake(step: Step): Promise<void> {
    const { log, clock, abort } = this.context;
    const { number, sites, wanted, bakeSeconds } = step;
    abort.throwIfRequested();
    const events = log.shift.events;
    if (!events.some(e => e.type === 'baking' && e.step === number)) {
      const until = inSeconds(clock.now(), bakeSeconds);
      await log.append(
        {
          type: 'baking',
          step: number,
          message: `The weights prove themselves until ${until}.`,
          weights: wanted,
        },
        { until },
      );
    }
    const until = new Date(log.record.until!);
    const bad = await this.by.bake.watch(sites, until);
    abort.throwIfRequested();
    this.by.retries.renew();
    const { passed, message } =
      bad === undefined
        ? await this.by.bake.gate(sites, {
            from: new Date(until.getTime() - bakeSeconds * 1000),
            to: clock.now(),
          })
        : { passed: false, message: `While proving itself, ${bad}.` };
    if (passed) await this.by.editor.assertWeights(wanted);
    await log.append(
      {
        type: passed ? 'gate-passed' : 'gate-failed',
        step: number,
        message,
        weights: wanted,
      },
      { until: null },
    );
  }

  /**
   * A drill whose weights are written must return, whatever keeps it from going on; only
   * what somebody else made of the rule is not overwritten.
   */
  async #isDrillsTrouble(error: unknown, { number }: Step): Promise<boolean> {
    const { log } = this.context;
    const { kind, events } = log.shift;
    if (kind !== 'drill' || !(error instanceof HybridError)) return false;
    if (error.problem.code === 'rule-changed') return false;
    if (!events.some(({ type }) => type === 'weights-written')) return false;
    await log.append({
      type: 'verification-failed',
      step: number,
      message: error.problem.message,
    });
    return true;
  }
}

function inSeconds(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
