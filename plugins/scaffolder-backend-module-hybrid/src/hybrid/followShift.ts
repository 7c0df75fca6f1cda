import {
  FINAL_SHIFT_STATES,
  type HybridTrafficApi,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { taskError } from './errors';
import { follow } from './follow';
import {
  waitTiming,
  type HybridActionOptions,
  type TaskContext,
} from './options';
import { durationInWords, eventLine } from './words';

/** The time that aborting a shift may take when the task is cancelled. */
const ABORT_MS = 15_000;

/** Which shift to follow, and what becomes of it when the task is cancelled. */
export interface FollowedShift {
  entityRef: string;
  shiftId: string;
  timeoutSeconds: number;
  onCancel: 'leave' | 'abort' | 'roll-back';
}

/** Writes each event of the shift to the task's log, until the shift has ended. */
export async function followShift(
  ctx: TaskContext,
  options: HybridActionOptions,
  client: HybridTrafficApi,
  { entityRef, shiftId, timeoutSeconds, onCancel }: FollowedShift,
): Promise<Shift> {
  let logged = 0;
  const { because, last } = await follow({
    read: signal => client.getShift(entityRef, shiftId, { signal }),
    onRead: ({ events }) => {
      const newEvents = events.filter(({ sequence }) => sequence > logged);
      for (const event of newEvents) {
        ctx.logger.info(eventLine(event));
        logged = event.sequence;
      }
    },
    isDone: ({ state }) => FINAL_SHIFT_STATES.includes(state),
    timeoutMs: timeoutSeconds * 1000,
    ...waitTiming(options),
    signal: ctx.signal,
    logger: ctx.logger,
  });
  if (because === 'done') return last!;
  if (because === 'timed-out') {
    throw new Error(
      `The shift ${shiftId} of ${entityRef} has not ended within ${durationInWords(
        timeoutSeconds,
      )}: it is ${last?.state ?? 'not known'}, and goes on.`,
    );
  }
  throw new Error(await cancelled());

  async function cancelled(): Promise<string> {
    const shift = `The task was cancelled; the shift ${shiftId} of ${entityRef}`;
    if (onCancel === 'leave') return `${shift} goes on.`;
    try {
      const { state } = await client.abortShift(
        entityRef,
        shiftId,
        { rollBack: onCancel === 'roll-back' },
        { signal: AbortSignal.timeout(ABORT_MS) },
      );
      const asked = onCancel === 'abort' ? 'to stop where it is' : 'to go back';
      ctx.logger.info(`${shift} was asked ${asked}, and is ${state}`);
      return `${shift} was asked ${asked}.`;
    } catch (error) {
      const why = `${shift} could not be aborted and goes on: ${
        taskError(error).message
      }`;
      ctx.logger.error(why);
      return why;
    }
  }
}
