import {
  HYBRID_TAGS,
  type Hold,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import type { ShiftTiming } from '../config';
import { HybridError } from '../errors';
import { formatHold, isHolder, readHold } from '../platforms/ruleTags';
import { retrying, type Clock, type Retries } from './retry';

/** The hold that a shift itself has on its rule. */
export interface OwnHold {
  /** The tag's value, by which it is told from every other hold. */
  value: string;
  /** The requester's own hold that it replaced, to be put back. */
  before?: string;
}

/** What holding a rule needs of the world around it. */
export interface ShiftHoldContext {
  aws: PlatformAws;
  ruleArn: string;
  timing: ShiftTiming;
  clock: Clock;
  signal: AbortSignal;
  /** Keeps the hold with the shift, so that another process can remove it. */
  keepHold(own: OwnHold): Promise<void>;
  /** The hold stays on the rule until it expires. */
  leaveHold(own: OwnHold, error: unknown): Promise<void>;
}

/** For the calls themselves, when each is answered but slowly. */
const MARGIN_MS = 30_000;

/** The end of a shift does not wait longer for its hold to go, for that expires by itself. */
const RELEASE_FOR_MS = 10_000;

/** Keeps the failover Lambdas, and people, off the rule while a shift is under way. */
export class ShiftHold {
  #own: OwnHold | undefined;

  constructor(
    private readonly requestedBy: Shift['requestedBy'],
    private readonly context: ShiftHoldContext,
    private readonly retries: Retries,
  ) {}

  /**
   * Sets the tag, unless the requester holds the rule for longer anyway. Throws when
   * somebody else has taken hold of it since the plan was evaluated.
   */
  async take(): Promise<void> {
    const { aws, ruleArn, timing, clock } = this.context;
    const until = new Date(
      clock.now().getTime() + longestShiftMs(timing),
    ).toISOString();
    const value = formatHold({ by: this.requestedBy, until });
    await this.retries.run(async () => {
      const tags = await aws.tags(ruleArn);
      // The answer to an earlier attempt was lost.
      if (tags[HYBRID_TAGS.hold] === value) return;
      const held = readHold(tags, clock.now());
      if (held && !isHolder(held, this.requestedBy)) throw heldBy(held);
      if (held && held.until >= until) return;
      // Kept first: a process that dies right after setting the tag must not be its only witness.
      this.#own = { value, ...(held && { before: tags[HYBRID_TAGS.hold] }) };
      await this.context.keepHold(this.#own);
      await aws.setTag(ruleArn, HYBRID_TAGS.hold, value);
    });
  }

  /** Removes what {@link ShiftHold.take} set. Never throws: the shift has ended as it has. */
  async release(): Promise<void> {
    const own = this.#own;
    if (!own) return;
    const { aws, ruleArn, clock, signal, timing } = this.context;
    const forMs = signal.aborted
      ? 0
      : Math.min(timing.retryForMs, RELEASE_FOR_MS);
    try {
      await retrying(clock, { forMs, signal }, () =>
        removeHold(aws, ruleArn, own, clock.now()),
      );
    } catch (error) {
      await this.context.leaveHold(own, error);
    }
  }
}

/** Removes a shift's own hold from the rule, if that is still the one there. */
export async function removeHold(
  aws: PlatformAws,
  ruleArn: string,
  own: OwnHold,
  now: Date,
): Promise<void> {
  const tags = await aws.tags(ruleArn);
  if (tags[HYBRID_TAGS.hold] !== own.value) return;
  if (own.before && readHold({ [HYBRID_TAGS.hold]: own.before }, now)) {
    await aws.setTag(ruleArn, HYBRID_TAGS.hold, own.before);
  } else {
    await aws.removeTag(ruleArn, HYBRID_TAGS.hold);
  }
}

/**
 * The longest time that a shift may take: there, and back again when it is rolled back. A
 * look that begins just before its deadline is followed by one more pause.
 */
export function longestShiftMs(timing: ShiftTiming): number {
  const { retryForMs, confirmTimeoutMs, verifyTimeoutMs, verifyIntervalMs } =
    timing;
  const oneWay = retryForMs + confirmTimeoutMs + verifyIntervalMs;
  return 2 * oneWay + verifyTimeoutMs + verifyIntervalMs + MARGIN_MS;
}

function heldBy({ by, until }: Hold): HybridError {
  return new HybridError({
    code: 'safety-rule-failed',
    message: `${by} holds the service until ${until}, since the plan was evaluated.`,
    remedy: `Ask ${by} to release it, or wait until it expires.`,
  });
}
