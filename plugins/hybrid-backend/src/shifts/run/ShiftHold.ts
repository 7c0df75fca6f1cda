import {
  HYBRID_TAGS,
  type Hold,
  type Plan,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { awsRetryPolicy } from '../../aws/retryPolicy';
import type { ShiftTiming } from '../../config';
import { howToEnd, whoHolds } from '../../aws/rule/holdInWords';
import { HybridError } from '../../errors';
import {
  formatHold,
  hasExpired,
  isHolder,
  readHold,
} from '../../aws/rule/tags';
import type { ShiftLog } from '../record/record';
import type { OwnHold } from '../record/writes';
import { retrying, type Clock, type Retries } from '../../durable/retry';
import type { ShiftTarget } from '../target/ShiftTarget';

/** What holding a target needs of the world around it. */
export interface ShiftHoldContext {
  target: ShiftTarget;
  timing: ShiftTiming;
  clock: Clock;
  signal: AbortSignal;
  /** Where the hold is kept, so that another process can go on with it or remove it. */
  log: ShiftLog;
  /** The hold stays on the rule until it expires. */
  leaveHold(own: OwnHold, error: unknown): Promise<void>;
}

/** For the calls themselves, when each is answered but slowly. */
const MARGIN_MS = 30_000;

/** The end of a shift does not wait longer for its hold to go, for that expires by itself. */
const RELEASE_FOR_MS = 10_000;

/** Keeps the failover Lambdas, and people, off the target while a shift is under way. */
export class ShiftHold {
  constructor(
    private readonly context: ShiftHoldContext,
    private readonly retries: Retries,
  ) {}

  /**
   * Holds the target for so long: goes on with the hold that an earlier process took, or takes it
   * anew when that is gone or may not last.
   */
  async resume(neededMs: number): Promise<void> {
    const { target, clock, log } = this.context;
    const { hold: own } = log.record;
    if (own) {
      const tags = await this.retries.run(() => target.tags());
      const lastsUntil = clock.now().getTime() + neededMs;
      const held = readHold(tags, clock.now());
      if (
        tags[HYBRID_TAGS.hold] === own.value &&
        held &&
        Date.parse(held.until) >= lastsUntil
      ) {
        return;
      }
      await log.fence();
      await this.retries.run(() => removeHold(target, own, clock.now()));
      await log.save({ hold: null });
    }
    await this.#take();
  }

  /** Throws when somebody else holds the rule by now. */
  async assertNotTaken(): Promise<void> {
    const { target, clock, log } = this.context;
    const own = log.record.hold ? [log.record.hold.value] : [];
    const tags = await this.retries.run(() => target.tags(own));
    const held = readHold(tags, clock.now());
    if (held && !isHolder(held, log.shift.requestedBy)) throw heldBy(held);
  }

  /**
   * Removes what {@link ShiftHold.resume} set. The shift has ended as it has, so AWS failing
   * does not make this fail.
   */
  async release(): Promise<void> {
    const { target, clock, signal, timing, log } = this.context;
    const { hold: own } = log.record;
    if (!own) return;
    await log.fence();
    const forMs = Math.min(timing.retryForMs, RELEASE_FOR_MS);
    try {
      await retrying(
        clock,
        { forMs, signal },
        () => removeHold(target, own, clock.now()),
        awsRetryPolicy,
      );
    } catch (error) {
      await this.context.leaveHold(own, error);
    }
  }

  /**
   * Sets the tag, unless the requester holds the rule for longer anyway. Throws when
   * somebody else has taken hold of it since the plan was evaluated. A hold that was forced
   * is put back at the end; one that comes while the shift holds the rule was not forced.
   */
  async #take(): Promise<void> {
    const { target, timing, clock, log } = this.context;
    const { requestedBy, plan, forced } = log.shift;
    const until = wholeMinute(
      clock.now().getTime() + longestShiftMs(timing, plan),
    );
    const value = formatHold({ by: requestedBy, until });
    await this.retries.run(async () => {
      const tags = await target.tags();
      // The answer to an earlier attempt was lost, and it may have reached some rules only.
      if (tags[HYBRID_TAGS.hold] === value) {
        await target.setTag(HYBRID_TAGS.hold, value);
        return;
      }
      const held = readHold(tags, clock.now());
      const isOwn = held && isHolder(held, requestedBy);
      if (held && !isOwn && !forced?.includes('not-held')) throw heldBy(held);
      if (isOwn && held.until >= until) return;
      // A text that is no hold stays too: somebody wrote it, and it is not the shift's.
      const before = tags[HYBRID_TAGS.hold];
      const keep = before?.trim() && !hasExpired(tags, clock.now());
      // Kept first: a process that dies right after setting the tag must not be its only witness.
      await log.save({ hold: { value, ...(keep && { before }) } });
      await target.setTag(HYBRID_TAGS.hold, value);
    });
  }
}

/** The next whole minute: shifts of an evacuation that set the same tag share a call. */
function wholeMinute(ms: number): string {
  return new Date(Math.ceil(ms / 60_000) * 60_000).toISOString();
}

/** Removes a shift's own hold where that is still the one there. */
async function removeHold(
  target: ShiftTarget,
  { value, before }: OwnHold,
  now: Date,
): Promise<void> {
  const isOver = !before || hasExpired({ [HYBRID_TAGS.hold]: before }, now);
  await target.replaceTag(HYBRID_TAGS.hold, value, isOver ? undefined : before);
}

/**
 * The longest time that a shift may take: there step by step, and back again when it is
 * rolled back or a drill. Good readings that begin just before the deadline are followed
 * by the rest of them. `from` is the step that it is at.
 */
export function longestShiftMs(
  timing: ShiftTiming,
  plan: Pick<Plan, 'steps' | 'durationSeconds'>,
  from = 1,
): number {
  const { retryForMs, confirmTimeoutMs, verifyTimeoutMs, verifyIntervalMs } =
    timing;
  const { verifyChecks } = timing;
  const oneWay = retryForMs + confirmTimeoutMs + verifyIntervalMs;
  const verifying = verifyTimeoutMs + verifyChecks * verifyIntervalMs;
  const steps = plan.steps.slice(from - 1);
  const there = steps
    .map(
      ({ bakeSeconds }) =>
        oneWay +
        verifying +
        (bakeSeconds > 0 ? bakeSeconds * 1000 + retryForMs : 0),
    )
    .reduce((sum, ms) => sum + ms, 0);
  const drill =
    plan.durationSeconds === undefined
      ? 0
      : plan.durationSeconds * 1000 + timing.returnTimeoutMs + verifying;
  return there + drill + oneWay + MARGIN_MS;
}

function heldBy(hold: Hold): HybridError {
  return new HybridError({
    code: 'safety-rule-failed',
    message: `${whoHolds(hold)}, since the plan was evaluated.`,
    remedy: `${howToEnd(hold)}.`,
  });
}
