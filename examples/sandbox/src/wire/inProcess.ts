import { HttpResponse } from '@smithy/core/protocols';
import type { HttpHandlerOptions, HttpRequest } from '@smithy/types';
import { toBuffer } from './body';
import type { Exchange } from './exchange';
import type { WireRequest } from './types';

/**
 * A `requestHandler` for SDK clients that needs no port: everything of the client runs
 * (serialisation, signing, retries) except the socket.
 *
 * @public
 */
export function inProcessHandler(exchange: Exchange) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(
      request: HttpRequest,
      { abortSignal }: HttpHandlerOptions = {},
    ): Promise<{ response: HttpResponse }> {
      if (abortSignal?.aborted) throw named('Request aborted', 'AbortError');
      const reply = await exchange(toWire(request));
      if (reply === 'hung') return untilAborted(abortSignal);
      if (reply === 'dropped') {
        throw Object.assign(new Error('socket hang up'), {
          code: 'ECONNRESET',
        });
      }
      return {
        response: new HttpResponse({
          statusCode: reply.status,
          headers: { ...reply.headers },
          body: new Uint8Array(reply.body),
        }),
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

function untilAborted(
  signal: HttpHandlerOptions['abortSignal'],
): Promise<never> {
  return new Promise((_, reject) => {
    if (!signal) return;
    signal.onabort = () => reject(named('Request aborted', 'AbortError'));
  });
}

function named(message: string, name: string) {
  return Object.assign(new Error(message), { name });
}

function toWire(request: HttpRequest): WireRequest {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(request.query ?? {})) {
    for (const item of [value].flat()) query.append(key, item ?? '');
  }
  return {
    method: request.method,
    path: request.path,
    query,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name.toLowerCase(),
        value,
      ]),
    ),
    body: toBuffer((request.body ?? '') as Uint8Array | string),
  };
}
