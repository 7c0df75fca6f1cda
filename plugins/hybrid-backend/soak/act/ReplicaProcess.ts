import { mockCredentials } from '@backstage/backend-test-utils';
import { awsEnvironment } from '@hybrid-platform/sandbox/testing';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ReplicaOptions } from '../../src/__testUtils__/replicas/startReplica';
import type { BreakName } from '../breaks';
import { PRODUCT_KEY } from '../observe/types';

export interface ReplicaSettings {
  awsUrl: string;
  connection: string;
  hybrid: Record<string, unknown>;
  broken?: BreakName;
}

/** What somebody asks of the product. */
export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/v1`. */
  path: string;
  user: string;
  key?: string;
  body?: unknown;
}

let started = 0;

/** A replica: one process after another, each with a name of its own in AWS. */
export class ReplicaProcess {
  #child: ChildProcess | undefined;
  #port: number | undefined;
  #accessKeyId: string | undefined;
  #wanted = false;
  #starting: Promise<void> | undefined;

  constructor(private readonly settings: ReplicaSettings) {}

  /** Whether it answers. */
  get isUp(): boolean {
    return this.#port !== undefined;
  }

  /** What its process is called in AWS. */
  get accessKeyId(): string | undefined {
    return this.#accessKeyId;
  }

  /** Starts a process, and others after it where one ends before it answers. */
  start(): Promise<void> {
    this.#wanted = true;
    this.#starting ??= this.#startUntilUp().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  /** SIGKILL: the process gets no chance to do anything more. */
  async kill(): Promise<void> {
    this.#wanted = false;
    this.#port = undefined;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** What it answers; throws when there is no answer. */
  async ask(
    { method, path, user, key, body }: Request,
    timeoutMs: number,
  ): Promise<{ status: number; body: unknown }> {
    if (this.#port === undefined) throw new Error('It does not run');
    const response = await fetch(
      `http://127.0.0.1:${this.#port}/api/hybrid/v1${path}`,
      {
        method,
        headers: {
          Authorization: mockCredentials.user.header(`user:default/${user}`),
          'Content-Type': 'application/json',
          ...(key && { 'Idempotency-Key': key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      },
    );
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {} };
  }

  async #startUntilUp(): Promise<void> {
    while (this.#wanted && !this.isUp) await this.#startOnce();
  }

  /** Returns when it answers, or has ended. */
  async #startOnce(): Promise<void> {
    const { awsUrl, connection, hybrid, broken } = this.settings;
    started += 1;
    const accessKeyId = `${PRODUCT_KEY}${started}`;
    this.#accessKeyId = accessKeyId;
    const options: ReplicaOptions = {
      database: { client: 'pg', connection },
      config: {
        hybrid: hybrid as ReplicaOptions['config'],
        aws: {
          accounts: [
            { accountId: '111122223333', accessKeyId, secretAccessKey: 'x' },
          ],
        },
      },
    };
    const child = fork(join(__dirname, '../replica.ts'), {
      execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
      env: {
        ...process.env,
        ...awsEnvironment(awsUrl),
        NODE_ENV: 'test',
        JEST_WORKER_ID: '',
        REPLICA_OPTIONS: JSON.stringify(options),
        ...(broken && { SOAK_BREAK: broken }),
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    await new Promise<void>(resolve => {
      child.on('message', (message: { port?: number; error?: string }) => {
        if (message.port !== undefined) this.#port = message.port;
        // It could not start, as when the database is away.
        else if (message.error !== undefined) child.kill('SIGKILL');
        else return;
        resolve();
      });
      child.on('exit', () => {
        if (this.#child === child) this.#port = undefined;
        resolve();
      });
    });
  }
}
