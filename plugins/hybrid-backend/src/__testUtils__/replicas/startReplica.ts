import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type {
  Shift,
  ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { awsEnvironment } from '../platform';
import { until } from '../until';
import type { Freeze } from './freezeShifts';

export interface ReplicaOptions {
  /** What knex connects with. */
  database: { client: string; connection: unknown };
  config: JsonObject;
  freeze?: Freeze;
}

type Message =
  | { port: number }
  | { error: string }
  | { frozen: { service: string; event: string } }
  /** The transform tells of each file that it has read. */
  | { type: 'watch' };

/** A process of the backend, to be killed. */
export interface Replica {
  /** Services whose shift stands still, by the event. */
  frozen: Map<string, string>;
  shift(service: string, request: ShiftRequest): Promise<Shift>;
  get(service: string, id: string): Promise<Shift>;
  /** SIGKILL: the process gets no chance to do anything more. */
  kill(): Promise<void>;
}

const STARTUP_MS = 60_000;

/** Starts a process of the backend, and waits until it answers. */
export async function startReplica(
  awsUrl: string,
  options: ReplicaOptions,
): Promise<Replica> {
  const child = fork(require.resolve('./replica.ts'), {
    execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
    env: {
      ...process.env,
      ...awsEnvironment(awsUrl),
      NODE_ENV: 'test',
      JEST_WORKER_ID: '',
      REPLICA_OPTIONS: JSON.stringify(options),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const frozen = new Map<string, string>();
  let port: number | undefined;
  let failure: string | undefined;
  child.on('message', (message: Message) => {
    if ('port' in message) port = message.port;
    else if ('error' in message) failure = message.error;
    else if ('frozen' in message)
      frozen.set(message.frozen.service, message.frozen.event);
  });
  await until(
    () => port !== undefined || failure !== undefined,
    Boolean,
    STARTUP_MS,
  );
  if (failure) throw new Error(failure);

  const url = (service: string) =>
    `http://localhost:${port}/api/hybrid/v1/services/default/component/${service}/shifts`;
  const headers = {
    Authorization: mockCredentials.user.header('user:default/owner'),
    'Content-Type': 'application/json',
  };
  return {
    frozen,
    shift: async (service, request) =>
      answerOf(
        await fetch(url(service), {
          method: 'POST',
          headers: { ...headers, 'Idempotency-Key': randomUUID() },
          body: JSON.stringify(request),
        }),
      ),
    get: async (service, id) =>
      answerOf(await fetch(`${url(service)}/${id}`, { headers })),
    kill: () => killed(child),
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function answerOf(response: Response): Promise<Shift> {
  const body = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(body));
  return body;
}
