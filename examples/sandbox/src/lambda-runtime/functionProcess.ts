import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { LambdaFunction } from '../model';
import type { FunctionError, FunctionMessage, Invocation } from './messages';

/** What an invocation came to. */
export type Outcome = Awaited<ReturnType<LambdaFunction['invoke']>>;

/** What a function's process is started with. */
export interface ProcessOptions {
  bootstrap: string;
  bundle: string;
  /** The whole environment: nothing of the sandbox's own is passed on. */
  environment: Record<string, string>;
  timeoutMs: number;
}

/** Lambda answers with the last 4 KB of an invocation's log. */
const LOG_TAIL = 4096;

/** One execution environment of a function: a process that takes one invocation at a time. */
export class FunctionProcess {
  readonly #child: ChildProcess;
  #finish: ((outcome: Omit<Outcome, 'logTail'>) => void) | undefined;
  #requestId = '';
  #log = '';
  #alive = true;

  constructor(private readonly options: ProcessOptions) {
    this.#child = fork(options.bootstrap, [options.bundle], {
      env: options.environment,
      execArgv: [],
      silent: true,
    });
    // A crash writes past the runtime, straight to the process's own stderr.
    const keep = (chunk: Buffer) => this.#keepLog(chunk.toString());
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
    this.#child.on('message', message =>
      this.#receive(message as FunctionMessage),
    );
    this.#child.on('error', error => this.#ended(error.message));
    this.#child.on('close', (code, signal) =>
      this.#ended(code === null ? `signal: ${signal}` : `exit status ${code}`),
    );
  }

  /** Whether it can take another invocation. */
  get alive(): boolean {
    return this.#alive;
  }

  async invoke(payload: unknown): Promise<Outcome> {
    const { timeoutMs } = this.options;
    const requestId = randomUUID();
    const started = performance.now();
    this.#requestId = requestId;
    this.#log = '';
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<Omit<Outcome, 'logTail'>>(resolve => {
      this.#finish = resolve;
      timer = setTimeout(() => {
        this.#settle(
          failed(
            'Sandbox.Timedout',
            `RequestId: ${requestId} Error: Task timed out after ${(
              timeoutMs / 1000
            ).toFixed(2)} seconds`,
          ),
        );
        this.kill();
      }, timeoutMs);
      const invocation: Invocation = {
        requestId,
        payload,
        deadline: Date.now() + timeoutMs,
      };
      this.#child.send(invocation, error => {
        if (error) this.#ended(error.message);
      });
    });
    clearTimeout(timer);
    const log = [
      `START RequestId: ${requestId} Version: $LATEST\n`,
      this.#log,
      `END RequestId: ${requestId}\n`,
      `REPORT RequestId: ${requestId}\tDuration: ${(
        performance.now() - started
      ).toFixed(2)} ms\n`,
    ].join('');
    return { ...outcome, logTail: log.slice(-LOG_TAIL) };
  }

  kill(): void {
    this.#alive = false;
    this.#child.kill('SIGKILL');
  }

  #receive(message: FunctionMessage): void {
    if (message.kind === 'log') {
      this.#keepLog(message.text);
    } else if (message.requestId === this.#requestId) {
      this.#settle(
        message.kind === 'error'
          ? { error: message.error }
          : { result: JSON.parse(message.json ?? 'null') },
      );
    }
  }

  #keepLog(text: string): void {
    this.#log = (this.#log + text).slice(-LOG_TAIL);
  }

  #ended(how: string): void {
    this.#alive = false;
    this.#settle(
      failed(
        'Runtime.ExitError',
        `RequestId: ${
          this.#requestId
        } Error: Runtime exited with error: ${how}`,
      ),
    );
  }

  #settle(outcome: Omit<Outcome, 'logTail'>): void {
    this.#finish?.(outcome);
    this.#finish = undefined;
  }
}

function failed(errorType: string, errorMessage: string) {
  const error: FunctionError = { errorType, errorMessage };
  return { error };
}
