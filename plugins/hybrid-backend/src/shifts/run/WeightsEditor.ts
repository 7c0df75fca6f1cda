import {
  HYBRID_TAGS,
  sameWeights,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftTiming } from '../../config';
import { HybridError } from '../../errors';
import type { ShiftLog } from '../record/record';
import type { Clock, Retries } from '../../durable/retry';
import type { ShiftChange } from '../record/writes';
import type { ShiftTarget } from '../target/ShiftTarget';
import { maybeSet } from './next';

/** What is changed, and how to go about changing it. */
export interface WeightsEditorContext {
  target: ShiftTarget;
  timing: ShiftTiming;
  clock: Clock;
  /** Aborts when the backend stops or another process has taken the shift. */
  signal: AbortSignal;
  log: ShiftLog;
}

/** One change of weights. */
export interface Change {
  before: Weights;
  /** What the rule may have instead, since nobody knows what became of a write. */
  orElse?: Weights;
  wanted: Weights;
  /** The step that it is, if it is one. */
  step?: number;
}

/** Changes the weights of the target, and notices when somebody else does. */
export class WeightsEditor {
  constructor(
    private readonly context: WeightsEditorContext,
    private readonly retries: Retries,
  ) {}

  /**
   * Reads the weights and writes others, again and again while AWS fails. Each time they
   * must still be as expected; a write that took effect though its answer was lost
   * shows at the next reading. `mayStop` is called while certainly nothing is written, and
   * may throw.
   */
  async write(
    { before, orElse, wanted, step }: Change,
    mayStop: () => void = () => {},
  ): Promise<void> {
    const { target, log } = this.context;
    // By the process that had the shift before.
    const maybeSent = maybeSet(log.shift, step) !== undefined;
    let sent = false;
    await this.retries.run(async () => {
      if (!sent) mayStop();
      const reading = await target.read();
      const { weights, requestId } = reading;
      const read = { type: 'rule-read' as const, step, weights };
      if (sameWeights(weights, wanted)) {
        await log.append({
          ...read,
          message: `The rule has the weights ${describeWeights(wanted)}.`,
          awsRequestId: requestId,
        });
        if (sent || maybeSent) {
          await log.append({
            type: 'weights-written',
            step,
            message: `AWS accepted the weights ${describeWeights(
              wanted,
            )}: the rule has them, though the answer to the write was lost.`,
            weights: wanted,
          });
        }
        return;
      }
      if (!isExpected(weights, { before, orElse })) {
        throw ruleChanged(weights, before);
      }
      await log.append({
        ...read,
        message: `The rule has the weights ${describeWeights(
          weights,
        )}; writing ${describeWeights(wanted)}.`,
        awsRequestId: requestId,
      });
      // No process that has lost the shift may come after the one that has it.
      await log.fence();
      sent = true;
      const written = await reading.write(wanted);
      await log.append({
        type: 'weights-written',
        step,
        message: `AWS accepted the weights ${describeWeights(wanted)}.`,
        weights: wanted,
        awsRequestId: written.requestId,
      });
    });
  }

  /** Waits until AWS shows the weights; `andThen` belongs to what is recorded of it. */
  async confirm(
    { before, orElse, wanted, step }: Change,
    change: ShiftChange = {},
    andThen: () => Promise<void> = async () => {},
  ): Promise<void> {
    const { target, timing, clock, signal, log } = this.context;
    const deadline = clock.now().getTime() + timing.confirmTimeoutMs;
    for (;;) {
      const { weights, requestId } = await this.retries.run(() =>
        target.read(),
      );
      if (sameWeights(weights, wanted)) {
        await andThen();
        await log.append(
          {
            type: 'weights-confirmed',
            step,
            message: `The rule shows the weights ${describeWeights(wanted)}.`,
            weights,
            awsRequestId: requestId,
          },
          change,
        );
        return;
      }
      if (!isExpected(weights, { before, orElse })) {
        throw ruleChanged(weights, wanted);
      }
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
    const { target, log } = this.context;
    await this.retries.run(async () => {
      const tags = await target.tags();
      const value = tags[HYBRID_TAGS.automation];
      if (value === undefined) return;
      await log.save({ automationBefore: value });
      await target.removeTag(HYBRID_TAGS.automation);
    });
  }

  /** Puts back what automation had noted, for the rule is again as it left it. */
  async giveBackToAutomation(): Promise<void> {
    const { target, log } = this.context;
    const value = log.record.automationBefore;
    if (value === undefined) return;
    await log.fence();
    await this.retries.run(() => target.setTag(HYBRID_TAGS.automation, value));
  }

  /** The weights that the rule has now. */
  async weights(): Promise<Weights> {
    const { target } = this.context;
    const { weights } = await this.retries.run(() => target.read());
    return weights;
  }

  /** Throws when the rule has other weights: somebody else changed it. */
  async assertWeights(expected: Weights): Promise<void> {
    const weights = await this.weights();
    if (!sameWeights(weights, expected)) throw ruleChanged(weights, expected);
  }
}

/** Whether a rule that does not have the wanted weights is as nobody else has changed it. */
function isExpected(
  weights: Weights,
  { before, orElse }: Pick<Change, 'before' | 'orElse'>,
): boolean {
  return (
    sameWeights(weights, before) ||
    (orElse !== undefined && sameWeights(weights, orElse))
  );
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
