import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { maxBodyBytes } from './body';
import type { Exchange } from './exchange';
import type { WireRequest } from './types';

/**
 * Requests under `prefix` go to `handle` and never reach AWS's faults.
 *
 * @public
 */
export interface ExtraRoute {
  /** Such as `/_sandbox`. */
  prefix: string;
  handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): void | Promise<void>;
}

export interface HttpEndpoint {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  close(): Promise<void>;
}

/** Serves an exchange over HTTP on the loopback interface only. */
export async function serveHttp(options: {
  exchange: Exchange;
  /** 0 or nothing: any free port. */
  port?: number;
  extraRoutes?: ExtraRoute[];
}): Promise<HttpEndpoint> {
  const server = createServer((request, response) => {
    const route = options.extraRoutes?.find(({ prefix }) =>
      isUnder(prefix, request.url ?? '/'),
    );
    const answered = route
      ? Promise.resolve(route.handle(request, response))
      : answer(options.exchange, request, response);
    answered.catch(error => {
      process.stderr.write(`AWS endpoint: ${String(error)}\n`);
      response.socket?.destroy();
    });
  });
  // Clients keep connections for long; a server that closes them first causes resets.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function isUnder(prefix: string, url: string) {
  return (
    url === prefix ||
    url.startsWith(`${prefix}/`) ||
    url.startsWith(`${prefix}?`)
  );
}

async function answer(
  exchange: Exchange,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (!body) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const reply = await exchange(toWire(request, body));
  if (reply === 'hung') return;
  if (reply === 'dropped') {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-length': String(reply.body.length),
  });
  response.end(reply.body);
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toWire(request: IncomingMessage, body: Buffer): WireRequest {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : value,
      ]),
    ),
    body,
  };
}
