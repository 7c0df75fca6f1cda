import type { IncomingMessage, ServerResponse } from 'node:http';
import { RefusedRequest } from './requests';

/** The example app, and the back end that serves it when it is built. */
export const DEFAULT_ORIGINS = [
  'http://localhost:3000',
  'http://localhost:7007',
];

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * The API has no sign-in, because it listens to this machine only. But this machine's
 * browser shows pages from everywhere: one of them must not be able to use it, be it by a
 * request of its own or by a name that it lets point at 127.0.0.1.
 */
export function guard(
  request: IncomingMessage,
  response: ServerResponse,
  allowedOrigins: readonly string[],
): void {
  const { origin, host = '' } = request.headers;
  if (!LOOPBACK.test(host)) {
    throw new RefusedRequest(
      403,
      'The Host must be localhost or 127.0.0.1: the sandbox serves this machine only',
    );
  }
  if (origin === undefined) return;
  response.setHeader('vary', 'origin');
  if (!allowedOrigins.includes(origin)) {
    throw new RefusedRequest(
      403,
      `Pages of ${origin.slice(
        0,
        100,
      )} may not use the sandbox; allowed are ${allowedOrigins.join(', ')}`,
    );
  }
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'GET, PUT, DELETE');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('access-control-max-age', '600');
}
