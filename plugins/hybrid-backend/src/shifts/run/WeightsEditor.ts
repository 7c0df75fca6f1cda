import {
  HYBRID_TAGS,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ShiftTiming } from '../../config';
import { HybridError } from '../../errors';
import type { ShiftLog } from '../record/record';
import type { Clock, Retries } from '../../durable/retry';
import type { ShiftChange } from '../record/writes';
import {
  allWeights,
  commonWeights,
  describeElsewhere,
  describeRoutes,
  describeWeights,
  elsewhereShareOf,
  hasWeights,
  type PerRoute,
} from '../target/routes';
import type { RouteReading } from '../target/RouteReading';
import type { ShiftTarget } from '../target/ShiftTarget';
import { maybeSet } from './next';

const SUSPECT =
  'A load balancer controller or a pipeline that writes the declared weights is a usual suspect.';

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
  before: PerRoute;
  /** What the rule may have instead, since nobody knows what became of a write. */
  orElse?: PerRoute;
  wanted: PerRoute;
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
      const { routes, requestId } = reading;
      const open = routes.filter(route => !hasWeights(route, wanted));
      const read = {
        type: 'rule-read' as const,
        step,
        weights: (open[0] ?? routes[0]).weights,
      };
      if (open.length === 0) {
        await log.append({
          ...read,
          message: `The rule has the weights ${describeRoutes(routes)}.`,
          awsRequestId: requestId,
        });
        if (sent || maybeSent) {
          await log.append({
            type: 'weights-written',
            step,
            message: `AWS accepted the weights ${describeWeights(
              wanted,
            )}: the rule has them, though the answer to the write was lost.`,
            weights: routes[0].weights,
          });
        }
        return;
      }
      const odd = open.find(route => !isExpected(route, { before, orElse }));
      if (odd) throw await this.#ruleChanged(odd, before);
      await log.append({
        ...read,
        message: `The rule has the weights ${describeRoutes(
          routes,
        )}; writing ${describeWeights(wanted)}.`,
        awsRequestId: requestId,
      });
      const written = await reading.write(wanted, async () => {
        // No process that has lost the shift may come after the one that has it.
        const until = await log.fence();
        sent = true;
        return until;
      });
      await log.append({
        type: 'weights-written',
        step,
        message: `AWS accepted the weights ${describeWeights(wanted)}.`,
        weights: allWeights(wanted)[0],
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
      const { routes, requestId } = await this.retries.run(() => target.read());
      const open = routes.filter(route => !hasWeights(route, wanted));
      if (open.length === 0) {
        await andThen();
        await log.append(
          {
            type: 'weights-confirmed',
            step,
            message: `${shows(routes.length)} the weights ${describeWeights(
              wanted,
            )}.${describeElsewhere(elsewhereShareOf(routes))}`,
            weights: routes[0].weights,
            awsRequestId: requestId,
          },
          change,
        );
        return;
      }
      const odd = open.find(route => !isExpected(route, { before, orElse }));
      if (odd) throw await this.#ruleChanged(odd, wanted);
      if (clock.now().getTime() >= deadline) {
        throw await this.#notShown(open[0], wanted);
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
      // What was there at the beginning is what is put back.
      if (log.record.automationBefore === undefined) {
        await log.save({ automationBefore: value });
      }
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

  /** The weights now: in words, and as figures where the service's rules agree. */
  async weights(): Promise<{ weights?: Weights; words: string }> {
    const { routes } = await this.#read();
    const weights = commonWeights(routes);
    return { ...(weights && { weights }), words: describeRoutes(routes) };
  }

  /** Throws when a rule has other weights: somebody else changed it. */
  async assertWeights(expected: PerRoute, orElse?: PerRoute): Promise<void> {
    const { routes } = await this.#read();
    const odd = routes.find(
      route => !isExpected(route, { before: expected, orElse }),
    );
    if (odd) throw await this.#ruleChanged(odd, expected);
  }

  /** AWS shows what it has accepted at once, as a rule; whoever writes the rule too may be faster. */
  async #notShown(route: RouteReading, wanted: PerRoute): Promise<HybridError> {
    const who = await this.#whoChanged(route);
    return new HybridError({
      code: 'rule-changed',
      message: `AWS accepted the weights ${describeWeights(
        wanted,
      )}, but the rule has ${describeWeights(route.weights)}: ${
        who ??
        `somebody put them back before they could be read, or AWS does not show the new ones yet. ${SUSPECT}`
      }`,
      remedy:
        'Look in CloudTrail who calls ModifyRule besides Backstage, and stop them; look at the weights, and shift again if they are not what you want.',
    });
  }

  async #ruleChanged(
    route: RouteReading,
    expected: PerRoute,
  ): Promise<HybridError> {
    const who = await this.#whoChanged(route);
    return new HybridError({
      code: 'rule-changed',
      message: `Somebody else changed the rule during the shift: it has the weights ${describeWeights(
        route.weights,
      )} where ${describeWeights(expected)} was expected. ${who ?? SUSPECT}`,
      remedy:
        'Find out who shifts traffic besides Backstage, look at the weights, and shift again if they are not what you want.',
    });
  }

  /** Who set the weights of a rule, as a clause, if CloudTrail tells already, and it was not us. */
  async #whoChanged(route: RouteReading): Promise<string | undefined> {
    const { target, log } = this.context;
    const { events, createdAt } = log.shift;
    // The rule had other weights then, or has been written since.
    const read = events.filter(({ type }) => type === 'rule-read').at(-1);
    const change = await target.lastChange(route, read?.at ?? createdAt);
    const isOurs = events.some(
      ({ awsRequestId }) =>
        awsRequestId && awsRequestId === change?.awsRequestId,
    );
    return change && !isOurs
      ? `${change.principal} set them at ${change.at}.`
      : undefined;
  }

  #read() {
    return this.retries.run(() => this.context.target.read());
  }
}

/** Whether a rule that does not have the wanted weights is as nobody else has changed it. */
function isExpected(
  route: RouteReading,
  { before, orElse }: Pick<Change, 'before' | 'orElse'>,
): boolean {
  return (
    hasWeights(route, before) ||
    (orElse !== undefined && hasWeights(route, orElse))
  );
}

function shows(rules: number): string {
  return rules > 1 ? `All ${rules} rules show` : 'The rule shows';
}
