import {
  SITES,
  type Problem,
  type Shift,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../errors';
import {
  describeWeights,
  RuleEditor,
  type RuleEditorContext,
} from './RuleEditor';
import { gainingSites } from './safety';
import type { NewEvent, ShiftEnd } from './ShiftStore';
import { afterVerification } from './stateMachine';

/** What a run needs of the world around it. */
export interface ShiftRunContext extends RuleEditorContext {
  advance(state: 'running' | 'verifying'): Promise<void>;
}

/** How a run ended, and the event that tells of it. */
export interface Outcome {
  end: ShiftEnd;
  event: NewEvent;
}

/** One shift from its first step to its end. It changes nothing but the one rule. */
export class ShiftRun {
  readonly #editor: RuleEditor;

  constructor(
    private readonly shift: Shift,
    private readonly context: ShiftRunContext,
  ) {
    this.#editor = new RuleEditor(context);
  }

  async run(): Promise<Outcome> {
    const { shift, context } = this;
    try {
      await context.advance('running');
      await this.#editor.write(shift.from, shift.to);
      await this.#editor.takeFromAutomation();
      await this.#editor.confirm(shift.from, shift.to);
      await context.advance('verifying');
      return await this.#verify();
    } catch (error) {
      if (!(error instanceof HybridError)) throw error;
      return failed(error.problem);
    }
  }

  /** Looks at the gaining site until it is healthy some times in a row. */
  async #verify(): Promise<Outcome> {
    const { shift } = this;
    const { timing, clock, signal, record } = this.context;
    const gaining = gainingSites(shift.from, shift.to);
    const sites =
      gaining.length > 0 ? gaining : SITES.filter(site => shift.to[site] > 0);
    const deadline = clock.now().getTime() + timing.verifyTimeoutMs;
    for (let good = 0; ; ) {
      const health = await Promise.all(sites.map(site => this.#health(site)));
      good = health.every(({ healthy }) => healthy > 0) ? good + 1 : 0;
      const seen = health.map(({ figure }) => figure).join('; ');
      if (good >= timing.verifyChecks) {
        await this.#editor.assertWeights(shift.to);
        await record({
          type: 'verified',
          message: `Verified by ${good} looks in a row: ${seen}.`,
          weights: shift.to,
        });
        return this.#succeeded();
      }
      if (clock.now().getTime() >= deadline)
        return this.#unverified(sites, seen);
      await clock.sleep(timing.verifyIntervalMs, signal);
    }
  }

  #succeeded(): Outcome {
    const { shift, context } = this;
    const seconds =
      (context.clock.now().getTime() - Date.parse(shift.createdAt)) / 1000;
    return {
      end: { state: 'succeeded', recoveryTimeSeconds: seconds },
      event: {
        type: 'succeeded',
        message: `The traffic has moved; it took ${seconds.toFixed(
          1,
        )} s from the request to here.`,
        weights: shift.to,
      },
    };
  }

  async #unverified(sites: Site[], seen: string): Promise<Outcome> {
    const { shift } = this;
    const losing = SITES.filter(site => !sites.includes(site));
    const problem: Problem = {
      code: 'verification-failed',
      message: `The site that gained traffic does not serve it: ${seen}.`,
      remedy:
        'Find out why its targets are unhealthy before shifting again; check the health checks, the workload and, for on-prem, the VPN.',
    };
    await this.context.record({
      type: 'verification-failed',
      message: problem.message,
      weights: shift.to,
    });
    const next = afterVerification({
      verified: false,
      oldHealth: await this.#healthiest(losing),
      newHealth: await this.#healthiest(sites),
    });
    return next === 'rolled-back' ? this.#rollBack(problem) : failed(problem);
  }

  async #rollBack(problem: Problem): Promise<Outcome> {
    const { shift } = this;
    await this.#editor.write(shift.to, shift.from);
    await this.#editor.confirm(shift.to, shift.from);
    await this.#editor.giveBackToAutomation();
    return {
      end: { state: 'rolled-back', problem },
      event: {
        type: 'rolled-back',
        message: `The old site is healthier, so the weights are ${describeWeights(
          shift.from,
        )} again.`,
        weights: shift.from,
      },
    };
  }

  async #health(site: Site) {
    const { healthy, total } = await this.#editor.retrying(() =>
      this.context.aws.targets(this.context.targetGroups[site]),
    );
    return {
      healthy,
      total,
      figure: `${site} has ${healthy} of ${total} targets healthy`,
    };
  }

  /** The share of healthy targets of the best of the sites, 0–1. */
  async #healthiest(sites: Site[]): Promise<number> {
    const health = await Promise.all(sites.map(site => this.#health(site)));
    return Math.max(
      0,
      ...health.map(({ healthy, total }) => (total ? healthy / total : 0)),
    );
  }
}

export function failed(problem: Problem): Outcome {
  return {
    end: { state: 'failed', problem },
    event: { type: 'failed', message: problem.message },
  };
}
