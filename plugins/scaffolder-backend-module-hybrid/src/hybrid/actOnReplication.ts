import { ConflictError } from '@backstage/errors';
import type {
  HybridApi,
  HybridWriteOptions,
  ReplicationActionResult,
  ReplicationStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { z as zod } from 'zod/v3';
import { clientOf } from './client';
import { oncePerTask } from './once';
import type { HybridActionOptions, TaskContext } from './options';
import { findReplication, type ReplicationInput } from './replication';
import { replicationInWords } from './report';

type Z = typeof zod;

/** What starting or stopping a replication leads to. */
export const replicationOutputs = {
  platform: (z: Z) => z.string().describe("The platform's id"),
  replicationId: (z: Z) => z.string().describe("The replication's id"),
  state: (z: Z) => z.string().describe("DMS's own state, such as starting"),
  text: (z: Z) => z.string().describe('What was done, or would be'),
};

/**
 * Starts or stops a replication, once per task, and gives out what {@link replicationOutputs}
 * promises. A dry run says whether it is possible now, and fails as the action would.
 */
export async function actOnReplication(
  ctx: TaskContext & {
    output(name: keyof typeof replicationOutputs, value: unknown): void;
  },
  options: HybridActionOptions,
  input: ReplicationInput,
  action: {
    name: 'start' | 'stop';
    /** What else belongs to the request. */
    request?: object;
    act(
      client: HybridApi,
      platform: string,
      id: string,
      write: HybridWriteOptions,
    ): Promise<ReplicationActionResult>;
  },
): Promise<void> {
  const client = clientOf(ctx, options);
  const { platform, replication } = await findReplication(client, input);
  const { id } = replication;

  const output = (state: string, text: string) => {
    ctx.output('platform', platform);
    ctx.output('replicationId', id);
    ctx.output('state', state);
    ctx.output('text', text);
  };

  if (ctx.isDryRun) {
    const text = dryRunText(replication, action.name);
    ctx.logger.info(text);
    output(replication.state, text);
    return;
  }
  const result = await oncePerTask(
    ctx,
    { [action.name]: id, platform, ...action.request },
    idempotencyKey => action.act(client, platform, id, { idempotencyKey }),
  );
  if (result.problem) {
    const { message, remedy } = result.problem;
    throw new ConflictError(`${message} ${remedy}`);
  }
  const text = result.awsRequestId
    ? `${result.message} (AWS request ${result.awsRequestId})`
    : result.message;
  ctx.logger.info(text);
  ctx.logger.info(replicationInWords(result.replication));
  output(result.replication.state, text);
}

function dryRunText(
  replication: ReplicationStatus,
  name: 'start' | 'stop',
): string {
  const status = replication.actions.find(({ action }) => action === name);
  const now = replicationInWords(replication);
  if (!status?.possible) {
    throw new ConflictError(
      `The replication ${replication.id} cannot ${name} now. ${
        status?.reason ?? ''
      } ${now}.`,
    );
  }
  const how = status.startType ? ` (${status.startType})` : '';
  return `Dry run: it would be asked to ${name}${how}. ${now}.`;
}
