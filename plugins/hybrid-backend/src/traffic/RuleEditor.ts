import {
  HYBRID_TAGS,
  sameWeights,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import type { ShiftTiming } from '../config';
import { HybridError } from '../errors';
import { retrying, type Clock } from './retry';
import type { NewEvent } from './ShiftStore';
import { readWeights, withWeights, type SiteTargetGroups } from './weights';

/** One rule, and how to go about changing it. */
export interface RuleEditorContext {
  aws: PlatformAws;
  ruleArn: string;
  targetGroups: SiteTargetGroups;
  timing: ShiftTiming;
  clock: Clock;
  /** Aborts when the backend stops or another process has taken the shift. */
  signal: AbortSignal;
  record(event: NewEvent): Promise<void>;
}

/** Changes the weights of one rule, and notices when somebody else does. */
export class RuleEditor {
  /** What automation had noted on the rule before a person took it over. */
  #automation: string | undefined;

  constructor(private readonly context: RuleEditorContext) {}

  /**
   * Reads the rule and writes the weights, again and again while AWS fails. Each time the
   * rule must still be as expected; a write that took effect though its answer was lost
   * shows at the next reading.
   */
  async write(expected: Weights, wanted: Weights): Promise<void> {
    const { aws, ruleArn, targetGroups, record } = this.context;
    await this.retrying(async () => {
      const { rule, weights, requestId } = await this.#readRule();
      if (sameWeights(weights, wanted)) {
        await record({
          type: 'rule-read',
          message: `The rule has the weights ${describeWeights(wanted)}.`,
          weights,
          awsRequestId: requestId,
        });
        return;
      }
      if (!sameWeights(weights, expected)) throw ruleChanged(weights, expected);
      await record({
        type: 'rule-read',
        message: `The rule has the weights ${describeWeights(
          weights,
        )}; writing ${describeWeights(wanted)}.`,
        weights,
        awsRequestId: requestId,
      });
      const written = await aws.writeRuleActions(
        ruleArn,
        withWeights(rule, targetGroups, wanted),
      );
      await record({
        type: 'weights-written',
        message: `AWS accepted the weights ${describeWeights(wanted)}.`,
        weights: wanted,
        awsRequestId: written.requestId,
      });
    });
  }

  /** Waits until AWS shows the weights. */
  async confirm(before: Weights, wanted: Weights): Promise<void> {
    const { timing, clock, signal, record } = this.context;
    const deadline = clock.now().getTime() + timing.confirmTimeoutMs;
    for (;;) {
      const { weights, requestId } = await this.retrying(() =>
        this.#readRule(),
      );
      if (sameWeights(weights, wanted)) {
        await record({
          type: 'weights-confirmed',
          message: `The rule shows the weights ${describeWeights(wanted)}.`,
          weights,
          awsRequestId: requestId,
        });
        return;
      }
      if (!sameWeights(weights, before)) throw ruleChanged(weights, wanted);
      if (clock.now().getTime() >= deadline) {
        throw new HybridError({
          code: 'aws-failed',
          message: `AWS accepted the weights ${describeWeights(
            wanted,
          )}, but the rule still shows ${describeWeights(weights)}.`,
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
  async takeFromAutomation(): Promise<void> {
    const { aws, ruleArn } = this.context;
    await this.retrying(async () => {
      const tags = await aws.tags(ruleArn);
      const value = tags[HYBRID_TAGS.automation];
      if (value === undefined) return;
      await aws.removeTag(ruleArn, HYBRID_TAGS.automation);
      this.#automation = value;
    });
  }

  /** Puts back what automation had noted, for the rule is again as it left it. */
  async giveBackToAutomation(): Promise<void> {
    const { aws, ruleArn } = this.context;
    const value = this.#automation;
    if (value === undefined) return;
    await this.retrying(() =>
      aws.setTag(ruleArn, HYBRID_TAGS.automation, value),
    );
  }

  /** Throws when the rule has other weights: somebody else changed it. */
  async assertWeights(expected: Weights): Promise<void> {
    const { weights } = await this.retrying(() => this.#readRule());
    if (!sameWeights(weights, expected)) throw ruleChanged(weights, expected);
  }

  async #readRule() {
    const { aws, ruleArn, targetGroups } = this.context;
    const { rule, requestId } = await aws.rule(ruleArn);
    const { weights, problem } = readWeights(rule, targetGroups);
    if (problem) throw new HybridError(problem);
    return { rule, weights, requestId };
  }

  /** Goes on trying while AWS throttles or fails, as long as the shift may. */
  retrying<T>(call: () => Promise<T>): Promise<T> {
    const { clock, timing, signal } = this.context;
    signal.throwIfAborted();
    return retrying(clock, { forMs: timing.retryForMs, signal }, call);
  }
}

/** Weights in an event's words. */
export function describeWeights(weights: Weights): string {
  return `on-prem ${weights['on-prem']}, aws ${weights.aws}`;
}

function ruleChanged(actual: Weights, expected: Weights): HybridError {
  return new HybridError({
    code: 'rule-changed',
    message: `Somebody else changed the rule during the shift: it has the weights ${describeWeights(
      actual,
    )} where ${describeWeights(expected)} was expected.`,
    remedy:
      'Find out who shifts traffic besides Backstage, look at the weights, and shift again if they are not what you want.',
  });
}
