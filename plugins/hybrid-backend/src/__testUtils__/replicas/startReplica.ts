import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type {
  Shift,
  ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { awsEnvironment, until } from '@hybrid-platform/sandbox/testing';
import type { Freeze } from './freezeShifts';

export interface ReplicaOptions {
  /** What knex connects with. */
  database: { client: string; connection: unknown };
  config: JsonObject;
  freeze?: Freeze;
  /** So many shifts of an evacuation at once. */
  atOnce?: number;
  /** Eight letters with which the owners of its leases begin. */
  owner?: string;
  /** How often it looks for what others have left; as in earnest unless told. */
  claimMs?: number;
}

/** A request as somebody makes it. */
export interface Call {
  method?: 'GET' | 'POST' | 'PUT';
  user?: string;
  key?: string;
  body?: unknown;
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
  /** Anything else, by its path below `/v1`. */
  call<T>(path: string, call?: Call): Promise<T>;
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

  const call = async <T>(
    path: string,
    { method = 'POST', user = 'owner', key, body }: Call = {},
  ): Promise<T> =>
    answerOf(
      await fetch(`http://localhost:${port}/api/hybrid/v1${path}`, {
        method,
        headers: {
          Authorization: mockCredentials.user.header(`user:default/${user}`),
          'Content-Type': 'application/json',
          ...(key && { 'Idempotency-Key': key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  const shifts = (service: string) =>
    `/services/default/component/${service}/shifts`;
  return {
    frozen,
    shift: (service, body) =>
      call(shifts(service), { body, key: randomUUID() }),
    get: (service, id) => call(`${shifts(service)}/${id}`, { method: 'GET' }),
    call,
    kill: () => killed(child),
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function answerOf<T>(response: Response): Promise<T> {
  const body = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(body));
  return body;
}
