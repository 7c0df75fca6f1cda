import type { SandboxStatus } from '../control/types';
import { SandboxError } from '../engine/listen';

/** The control API of a sandbox that runs in another process. */
export interface ControlClient {
  status(): Promise<SandboxStatus>;
  send(
    method: 'PUT' | 'POST',
    path: string[],
    body: unknown,
  ): Promise<SandboxStatus>;
  clear(): Promise<SandboxStatus>;
}

/** Talks to the sandbox at a port of this machine. */
export function createControlClient(port: number): ControlClient {
  const call = async (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string[],
    body?: unknown,
  ): Promise<SandboxStatus> => {
    const url = `http://127.0.0.1:${port}/_sandbox/${path
      .map(encodeURIComponent)
      .join('/')}`;
    const response = await fetch(url, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    }).catch(() => {
      throw new SandboxError(
        `No sandbox answers on port ${port}.`,
        'Start one with “yarn sandbox start”, or name its port with --port <port>.',
      );
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && isStatus(answer)) return answer;
    const message = (answer as { error?: { message?: string } } | undefined)
      ?.error?.message;
    throw new SandboxError(
      message ??
        `What listens on port ${port} is not a sandbox (it answered ${response.status}).`,
      message ? undefined : 'Name the port of the sandbox with --port <port>.',
    );
  };
  return {
    status: () => call('GET', ['status']),
    send: call,
    clear: () => call('DELETE', ['faults']),
  };
}

function isStatus(answer: unknown): answer is SandboxStatus {
  return typeof answer === 'object' && answer !== null && 'services' in answer;
}
