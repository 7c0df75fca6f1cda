import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  isCaughtUp,
  type CaughtUp,
  type ReplicationStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { withTaskErrors } from './errors';
import { follow } from './follow';
import {
  waitTiming,
  type HybridActionOptions,
  type TaskContext,
} from './options';
import { replicationInWords } from './report';
import { durationInWords } from './words';

/** DMS's states that lead to no other one unless somebody does something. */
const IDLE_STATES = [
  'created',
  'ready',
  'stopped',
  'failed',
  'failed-move',
  'deleting',
];

/** Which replication to follow, and until when. */
export interface FollowedReplication {
  id: string;
  read(signal?: AbortSignal): Promise<ReplicationStatus[]>;
  maxLagSeconds: number;
  timeoutSeconds: number;
}

/**
 * Writes each change of the lag to the task's log, until the replication has caught up, or has
 * loaded its tables when that is all that it does.
 */
export async function followReplication(
  ctx: TaskContext,
  options: HybridActionOptions,
  { id, read, maxLagSeconds, timeoutSeconds }: FollowedReplication,
): Promise<CaughtUp & { replication: ReplicationStatus }> {
  const { settleMs, ...timing } = waitTiming(options);
  const readOne = async (signal?: AbortSignal) => {
    const replication = (await read(signal)).find(found => found.id === id);
    if (!replication) {
      throw new NotFoundError(`The replication ${id} does not exist any more.`);
    }
    return { replication, ...isCaughtUp(replication, maxLagSeconds) };
  };
  if (ctx.isDryRun) return withTaskErrors(() => readOne());

  let logged = '';
  let idleSince: number | undefined;
  const { because, last } = await follow({
    read: readOne,
    onRead: ({ replication, caughtUp, over, reason }) => {
      const line = caughtUp || over ? reason : replicationInWords(replication);
      if (line !== logged) ctx.logger.info(line);
      logged = line;
      if (over) return;
      // Tables in error stay so until somebody loads them again.
      const isIdle =
        IDLE_STATES.includes(replication.state) ||
        (replication.tables?.errored ?? 0) > 0;
      if (!isIdle) idleSince = undefined;
      else idleSince ??= Date.now();
      if (idleSince && Date.now() - idleSince >= settleMs) {
        throw cannotCatchUp(`${replicationInWords(replication)}.`);
      }
    },
    isDone: ({ caughtUp, over }) => caughtUp || over === true,
    timeoutMs: timeoutSeconds * 1000,
    ...timing,
    signal: ctx.signal,
    logger: ctx.logger,
  });
  if (because === 'done') return last!;
  if (because === 'cancelled') throw new Error('The task was cancelled.');
  throw new ConflictError(
    `The replication ${id} has not caught up within ${durationInWords(
      timeoutSeconds,
    )}: ${
      last
        ? [last.reason, last.remedy].filter(Boolean).join(' ')
        : 'the backend did not answer'
    }`,
  );

  function cannotCatchUp(why: string): Error {
    return new ConflictError(
      `The replication ${id} will not catch up by itself. ${why}`,
    );
  }
}
