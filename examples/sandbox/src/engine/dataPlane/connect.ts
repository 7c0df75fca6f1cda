import { Agent, request, type IncomingMessage } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** Why a request to a target got no answer. */
export class TargetError extends Error {
  constructor(
    /** Whether no connection came about, or the target said nothing in time. */
    readonly kind: 'connection' | 'timeout',
    message: string,
  ) {
    super(message);
  }
}

/** What is sent to a target. */
export interface TargetRequest {
  /** Undefined: nothing listens there. */
  port: number | undefined;
  /** Whether packets get there at all. */
  reachable: boolean;
  method: string;
  path: string;
  headers?: OutgoingHttpHeaders | IncomingHttpHeaders;
  body?: Readable;
  /** How long to wait for a connection that does not come about. */
  connectTimeoutMs: number;
  /** How long to wait for the answer. */
  timeoutMs: number;
}

/**
 * Sends a request from AWS's side of the network to a target. Packets to an unreachable one
 * vanish, so that nothing but the timeout ends the attempt.
 */
export function sendToTarget(
  agent: Agent,
  options: TargetRequest,
): Promise<IncomingMessage> {
  const { port, reachable, connectTimeoutMs, timeoutMs, body } = options;
  return new Promise((resolve, reject) => {
    if (reachable && port === undefined) {
      reject(new TargetError('connection', 'connection refused'));
      return;
    }
    const timedOut = new TargetError('timeout', 'the target did not answer');
    if (!reachable) {
      setTimeout(() => reject(timedOut), connectTimeoutMs).unref();
      return;
    }
    const outgoing = request({
      agent,
      host: '127.0.0.1',
      port,
      method: options.method,
      path: options.path,
      headers: options.headers,
    });
    const timer = setTimeout(() => outgoing.destroy(timedOut), timeoutMs);
    outgoing.on('response', incoming => {
      clearTimeout(timer);
      resolve(incoming);
    });
    outgoing.on('error', error => {
      clearTimeout(timer);
      reject(
        error instanceof TargetError
          ? error
          : new TargetError('connection', error.message),
      );
    });
    if (body) body.pipe(outgoing);
    else outgoing.end();
  });
}
