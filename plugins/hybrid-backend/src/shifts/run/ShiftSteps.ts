import type {
  Site,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isTransient } from '../../aws/failures';
import { HybridError, problemIn } from '../../errors';
import type { Bake } from './Bake';
import { hasWritten, maybeSet, weightsBefore, type NextStep } from './next';
import { phasesFrom, stepPhases, type StepPhase } from './phases';
import type { Retries } from '../../durable/retry';
import {
  allWeights,
  describeWeights,
  type PerRoute,
  type RouteWeights,
} from '../target/routes';
import {
  describeJoined,
  joinedOf,
  leftBehind,
  type JoiningRoutes,
} from './JoiningRoutes';
import type { Change, WeightsEditor } from './WeightsEditor';
import type { ShiftHold } from './ShiftHold';
import type { ShiftRunContext } from './context';
import { sitesToServe, type SiteHealth } from './SiteHealth';
import { verifySites } from './verify';
import type { ShiftChange } from '../record/writes';

const NOT_LOOKED_UP =
  'Whether the service has got another listener rule meanwhile could not be looked up.';

interface Step {
  number: number;
  /** The weights may have been written, though it is not recorded. */
  maybeWritten: boolean;
  before: PerRoute;
  wanted: Weights;
  bakeSeconds: number;
  isLast: boolean;
  /** The sites that must serve with the step's weights. */
  sites: Site[];
}

/**
 * Carries out single steps, phase by phase. Each phase returns false when it has recorded why
 * the step does not go on, and throws when the shift cannot go on.
 */
export class ShiftSteps
  implements Record<StepPhase, (step: Step) => Promise<boolean>>
{
  constructor(
    private readonly context: ShiftRunContext,
    private readonly by: {
      hold: ShiftHold;
      editor: WeightsEditor;
      health: SiteHealth;
      bake: Bake;
      joining: JoiningRoutes;
      retries: Retries;
      /** Waits; throws when somebody aborts the shift. */
      pause(ms: number): Promise<void>;
    },
  ) {}

  /** Returns when the step is through, or has recorded why it is not. */
  async carryOut(next: NextStep): Promise<void> {
    const { plan } = this.context.log.shift;
    const step = this.#step(next);
    this.by.retries.renew();
    try {
      const phases = stepPhases(plan.steps[step.number - 1]);
      for (const phase of phasesFrom(phases, next.from)) {
        if (!(await this[phase](step))) return;
      }
    } catch (error) {
      if (!(await this.#isDrillsTrouble(error, step))) throw error;
    }
  }

  /** Unless the safety rules, asked again, do not let the step begin. */
  async begin(step: Step): Promise<boolean> {
    const { log, abort } = this.context;
    const { number, wanted } = step;
    const { length } = log.shift.plan.steps;
    abort.throwIfRequested();
    const joined: RouteWeights = number > 1 ? await this.#join() : new Map();
    if (number > 1 && !(await this.#isSafe(step, joined))) return false;
    if (length > 1) {
      const news = joined.size > 0 ? ` ${describeJoined(joined)}` : '';
      await log.append(
        {
          type: 'step-started',
          step: number,
          message: `Step ${number} of ${length}: ${describeWeights(
            wanted,
          )}.${news}`,
          weights: wanted,
        },
        { state: 'running', step: number },
      );
    }
    return true;
  }

  async write(step: Step): Promise<boolean> {
    const { abort } = this.context;
    await this.by.editor.write(this.#change(step), () => {
      if (!step.maybeWritten) abort.throwIfRequested();
    });
    return true;
  }

  async confirm(step: Step): Promise<boolean> {
    const { editor } = this.by;
    const change = this.#change(step);
    if (step.number === 1 || change.orElse) await editor.takeFromAutomation();
    await editor.confirm(change, { state: 'verifying' });
    return true;
  }

  async verify(step: Step): Promise<boolean> {
    const { timing, log, abort } = this.context;
    const { number, isLast, wanted } = step;
    abort.throwIfRequested();
    let summary = await this.#serves(step);
    let news = '';
    while (summary !== undefined && isLast) {
      const came = await this.#takeAlong(step);
      news = came.news;
      if (!came.any) break;
      summary = await this.#serves(step);
    }
    if (summary === undefined) return false;
    await log.append(
      {
        type: 'verified',
        step: number,
        message: `Verified by ${timing.verifyChecks} looks in a row: ${summary}.${news}`,
        weights: wanted,
      },
      this.#verifiedChange(step),
    );
    return true;
  }

  /** Lets the weights serve for their time, and judges the sites by how they did. */
  async bake(step: Step): Promise<boolean> {
    const { log, clock, abort } = this.context;
    const { number, sites, wanted, bakeSeconds, isLast } = step;
    abort.throwIfRequested();
    const until = await this.#bakesUntil(step);
    const unhealthy = await this.by.bake.watch(sites, until);
    abort.throwIfRequested();
    this.by.retries.renew();
    const { passed, message } =
      unhealthy === undefined
        ? await this.by.bake.gate(sites, {
            from: new Date(until.getTime() - bakeSeconds * 1000),
            to: clock.now(),
          })
        : { passed: false, message: `While proving itself, ${unhealthy}.` };
    if (passed) await this.by.editor.assertWeights(wanted);
    if (passed && isLast) {
      const { any } = await this.#takeAlong(step);
      if (any && !(await this.verify(step))) return false;
    }
    await log.append(
      {
        type: passed ? 'gate-passed' : 'gate-failed',
        step: number,
        message,
        weights: wanted,
      },
      { until: null },
    );
    return passed;
  }

  #step({ step: number, maybeWritten }: NextStep): Step {
    const { shift } = this.context.log;
    const { steps } = shift.plan;
    const { weights: wanted, bakeSeconds } = steps[number - 1];
    const before = weightsBefore(shift, number);
    return {
      number,
      maybeWritten,
      before,
      wanted,
      bakeSeconds,
      isLast: number === steps.length,
      sites: sitesToServe(before, wanted),
    };
  }

  #change(step: Step): Change {
    const { plan } = this.context.log.shift;
    return { ...step, step: step.number, orElse: joinedOf(plan) };
  }

  /** How the sites serve, in words; undefined when it is recorded that they do not. */
  async #serves({ number, sites, wanted }: Step): Promise<string | undefined> {
    const { timing, clock, log } = this.context;
    const { editor, health, pause } = this.by;
    const { passed, summary } = await verifySites(sites, {
      health,
      timing,
      clock,
      pause,
    }).catch(error => {
      throw notVerified(error, sites, wanted);
    });
    if (passed) {
      await editor.assertWeights(wanted);
      return summary;
    }
    await log.append({
      type: 'verification-failed',
      step: number,
      message: `The site that gained traffic does not serve it: ${summary}.`,
      weights: wanted,
    });
    return undefined;
  }

  /** Before a step: what cannot be taken along is told at the end, when all else has moved. */
  async #join(): Promise<RouteWeights> {
    const { joined, plan } = await this.by.joining.look();
    if (plan) await this.context.log.save({ plan });
    return joined;
  }

  /**
   * Sets the weights of rules that came in the middle of the shift. Throws when one of them
   * cannot be moved: the traffic of the service has not moved then.
   */
  async #takeAlong(step: Step): Promise<{ any: boolean; news: string }> {
    const { log } = this.context;
    const { number, wanted } = step;
    const { joined, plan, left, unknown } = await this.by.joining.look();
    if (left) throw leftBehind(left, wanted);
    if (joined.size === 0) {
      return { any: false, news: unknown ? ` ${NOT_LOOKED_UP}` : '' };
    }
    try {
      await log.append(
        {
          type: 'rule-read',
          step: number,
          message: describeJoined(joined),
          weights: allWeights(joined)[0],
        },
        { plan },
      );
      await this.write(step);
      await this.confirm(step);
      return { any: true, news: '' };
    } catch (error) {
      const problem = problemIn(error);
      if (!problem) throw error;
      throw leftBehind({ ids: [...joined.keys()], problem }, wanted);
    }
  }

  /** What can have changed since the step before: the rule, a hold, the site's health. */
  async #isSafe(
    { number, before, sites }: Step,
    joined: RouteWeights,
  ): Promise<boolean> {
    const { log } = this.context;
    const { editor, hold, health } = this.by;
    await editor.assertWeights(before, joined);
    await hold.assertNotTaken();
    const { healthy, summary } = await health.read(sites);
    if (healthy || log.shift.forced?.includes('gaining-site-healthy')) {
      return true;
    }
    await log.append({
      type: 'gate-failed',
      step: number - 1,
      message: `Step ${number} does not begin: ${summary}.`,
      weights: allWeights(before)[0],
    });
    return false;
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

  /** When the bake ends: recorded once, however many processes carry it out. */
  async #bakesUntil({ number, wanted, bakeSeconds }: Step): Promise<Date> {
    const { log, clock } = this.context;
    const { events } = log.shift;
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
    return new Date(log.record.until!);
  }

  /**
   * A drill whose weights are written, or may be, must return, whatever keeps it from going
   * on; only what somebody else made of the rule is not overwritten.
   */
  async #isDrillsTrouble(error: unknown, { number }: Step): Promise<boolean> {
    const { log } = this.context;
    const { kind } = log.shift;
    if (kind !== 'drill' || !(error instanceof HybridError)) return false;
    if (error.problem.code === 'rule-changed') return false;
    // Whether AWS took what was sent to it is not known where it did not answer.
    const unknown = isTransient(error.problem) && maybeSet(log.shift, number);
    if (!hasWritten(log.shift) && !unknown) return false;
    await log.append({
      type: 'verification-failed',
      step: number,
      message: error.problem.message,
    });
    return true;
  }
}

/** The weights are set, and AWS does not tell how their sites do: what people need to know first. */
function notVerified(error: unknown, sites: Site[], wanted: Weights): unknown {
  const problem = problemIn(error);
  if (!problem) return error;
  const names = sites.join(' and ');
  return new HybridError(
    {
      code: problem.code,
      message: `The weights are ${describeWeights(
        wanted,
      )}, but whether ${names} serves could not be verified. ${
        problem.message
      }`,
      remedy: `Look at the targets of ${names} in the AWS console. If they do not serve, shift the traffic to where something does. ${problem.remedy}`,
    },
    { cause: error },
  );
}

function inSeconds(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
