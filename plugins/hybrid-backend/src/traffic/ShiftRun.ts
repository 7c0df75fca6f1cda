import {
  HYBRID_TAGS,
  sameWeights,
  SITES,
  type Problem,
  type Shift,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import type { ShiftTiming } from '../config';
import { HybridError } from '../errors';
import { retrying, type Clock } from './retry';
import { gainingSites } from './safety';
import type { NewEvent, ShiftEnd } from './ShiftStore';
import { afterVerification } from './stateMachine';
import { readWeights, withWeights, type SiteTargetGroups } from './weights';

/** What a run needs of the world around it. */
export interface ShiftRunContext {
  aws: PlatformAws;
  ruleArn: string;
  targetGroups: SiteTargetGroups;
  timing: ShiftTiming;
  clock: Clock;
  /** Aborts when the backend stops or another process has taken the shift. */
  signal: AbortSignal;
  record(event: NewEvent): Promise<void>;
  advance(state: 'running' | 'verifying'): Promise<void>;
}

/** How a run ended, and the event that tells of it. */
export interface Outcome {
  end: ShiftEnd;
  event: NewEvent;
}

/** One shift from its first step to its end. It changes nothing but the one rule. */
export class ShiftRun {
  /** What automation had noted on the rule before this shift took it over. */
  #automation: string | undefined;

  constructor(
    private readonly shift: Shift,
    private readonly context: ShiftRunContext,
  ) {}

  async run(): Promise<Outcome> {
    const { shift, context } = this;
    try {
      await context.advance('running');
      await this.#write(shift.from, shift.to);
      await this.#removeAutomationTag();
      await this.#confirm(shift.from, shift.to);
      await context.advance('verifying');
      return await this.#verify();
    } catch (error) {
      if (!(error instanceof HybridError)) throw error;
      return failed(error.problem);
    }
  }

  /**
   * Reads the rule and writes the weights, again and again while AWS fails. Each time the
   * rule must still be as expected; a write that took effect though its answer was lost
   * shows at the next reading.
   */
  async #write(expected: Weights, wanted: Weights): Promise<void> {
    const { aws, ruleArn, targetGroups, record } = this.context;
    await this.#retrying(async () => {
      const { rule, weights, requestId } = await this.#readRule();
      if (sameWeights(weights, wanted)) {
        await record({
          type: 'rule-read',
          message: `The rule has the weights ${text(wanted)}.`,
          weights,
          awsRequestId: requestId,
        });
        return;
      }
      if (!sameWeights(weights, expected)) throw ruleChanged(weights, expected);
      await record({
        type: 'rule-read',
        message: `The rule has the weights ${text(weights)}; writing ${text(
          wanted,
        )}.`,
        weights,
        awsRequestId: requestId,
      });
      const written = await aws.writeRuleActions(
        ruleArn,
        withWeights(rule, targetGroups, wanted),
      );
      await record({
        type: 'weights-written',
        message: `AWS accepted the weights ${text(wanted)}.`,
        weights: wanted,
        awsRequestId: written.requestId,
      });
    });
  }

  /** Waits until AWS shows the weights. */
  async #confirm(before: Weights, wanted: Weights): Promise<void> {
    const { timing, clock, signal, record } = this.context;
    const deadline = clock.now().getTime() + timing.confirmTimeoutMs;
    for (;;) {
      const { weights, requestId } = await this.#retrying(() =>
        this.#readRule(),
      );
      if (sameWeights(weights, wanted)) {
        await record({
          type: 'weights-confirmed',
          message: `The rule shows the weights ${text(wanted)}.`,
          weights,
          awsRequestId: requestId,
        });
        return;
      }
      if (!sameWeights(weights, before)) throw ruleChanged(weights, wanted);
      if (clock.now().getTime() >= deadline) {
        throw new HybridError({
          code: 'aws-failed',
          message: `AWS accepted the weights ${text(
            wanted,
          )}, but the rule still shows ${text(weights)}.`,
          remedy: 'Look at the rule in the AWS console, then shift again.',
        });
      }
      await clock.sleep(
        Math.min(timing.verifyIntervalMs, timing.confirmTimeoutMs),
        signal,
      );
    }
  }

  /** A person decided; from now on the failover Lambdas leave the rule alone. */
  async #removeAutomationTag(): Promise<void> {
    const { aws, ruleArn } = this.context;
    await this.#retrying(async () => {
      const tags = await aws.tags(ruleArn);
      const value = tags[HYBRID_TAGS.automation];
      if (value === undefined) return;
      await aws.removeTag(ruleArn, HYBRID_TAGS.automation);
      this.#automation = value;
    });
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
        await this.#assertUnchanged();
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
    const { shift, context } = this;
    await this.#write(shift.to, shift.from);
    await this.#confirm(shift.to, shift.from);
    const automation = this.#automation;
    if (automation !== undefined) {
      await this.#retrying(() =>
        context.aws.setTag(context.ruleArn, HYBRID_TAGS.automation, automation),
      );
    }
    return {
      end: { state: 'rolled-back', problem },
      event: {
        type: 'rolled-back',
        message: `The old site is healthier, so the weights are ${text(
          shift.from,
        )} again.`,
        weights: shift.from,
      },
    };
  }

  async #assertUnchanged(): Promise<void> {
    const { weights } = await this.#retrying(() => this.#readRule());
    if (!sameWeights(weights, this.shift.to)) {
      throw ruleChanged(weights, this.shift.to);
    }
  }

  async #readRule() {
    const { aws, ruleArn, targetGroups } = this.context;
    const { rule, requestId } = await aws.rule(ruleArn);
    const { weights, problem } = readWeights(rule, targetGroups);
    if (problem) throw new HybridError(problem);
    return { rule, weights, requestId };
  }

  async #health(site: Site) {
    const { healthy, total } = await this.#retrying(() =>
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

  #retrying<T>(call: () => Promise<T>): Promise<T> {
    const { clock, timing, signal } = this.context;
    signal.throwIfAborted();
    return retrying(clock, { forMs: timing.retryForMs, signal }, call);
  }
}

export function failed(problem: Problem): Outcome {
  return {
    end: { state: 'failed', problem },
    event: { type: 'failed', message: problem.message },
  };
}

function ruleChanged(actual: Weights, expected: Weights): HybridError {
  return new HybridError({
    code: 'rule-changed',
    message: `Somebody else changed the rule during the shift: it has the weights ${text(
      actual,
    )} where ${text(expected)} was expected.`,
    remedy:
      'Find out who shifts traffic besides Backstage, look at the weights, and shift again if they are not what you want.',
  });
}

function text(weights: Weights): string {
  return `on-prem ${weights['on-prem']}, aws ${weights.aws}`;
}
