import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Commands } from './commands';
import { guard } from './guard';
import {
  awsFaultsSchema,
  indexFaultsSchema,
  parseBody,
  RefusedRequest,
  replicationSchema,
  upSchema,
} from './requests';
import type { SandboxStatus } from './types';

/** Where the control API is. */
export const CONTROL_PREFIX = '/_sandbox';

const MOST_BYTES = 64 * 1024;

/** What the control API works with. */
export interface ControlOptions {
  commands: Commands;
  status: () => SandboxStatus;
  allowedOrigins: readonly string[];
}

/** The control API as a route of the AWS endpoint's server. */
export function controlRoute(options: ControlOptions) {
  return {
    prefix: CONTROL_PREFIX,
    async handle(request: IncomingMessage, response: ServerResponse) {
      try {
        guard(request, response, options.allowedOrigins);
        if (request.method === 'OPTIONS') {
          response.writeHead(204).end();
          return;
        }
        await perform(options.commands, request);
        reply(response, 200, options.status());
      } catch (error) {
        if (!(error instanceof RefusedRequest)) throw error;
        // What was not read of the request must not be taken for the next one.
        if (!request.complete) response.setHeader('connection', 'close');
        reply(response, error.status, { error: { message: error.message } });
      }
    },
  };
}

async function perform(commands: Commands, request: IncomingMessage) {
  const path = segments(request.url ?? '/');
  const method = request.method ?? 'GET';
  const up = async () => parseBody(upSchema, await jsonBody(request)).up;
  const only = (allowed: string) => {
    if (method !== allowed) {
      throw new RefusedRequest(
        405,
        `${method} is not possible here; use ${allowed}`,
      );
    }
  };
  const [first, ...rest] = path;
  if (first === 'status' && rest.length === 0) {
    only('GET');
  } else if (first === 'faults' && rest.length === 0) {
    only('DELETE');
    commands.clear();
  } else if (first === 'aws' && rest.length === 0) {
    only('PUT');
    await commands.setAwsFaults(
      parseBody(awsFaultsSchema, await jsonBody(request)),
    );
  } else if (first === 'index' && rest.length === 0) {
    only('PUT');
    commands.setIndex(parseBody(indexFaultsSchema, await jsonBody(request)));
  } else if (first === 'replication' && rest.length === 0) {
    only('PUT');
    const body = parseBody(replicationSchema, await jsonBody(request));
    commands.setLag(body.lagSeconds);
  } else if (first === 'sites' && rest.length === 1) {
    only('PUT');
    commands.setSite(rest[0], await up());
  } else if (first === 'tunnels' && rest.length === 1) {
    only('PUT');
    commands.setTunnel(rest[0], await up());
  } else if (first === 'services' && rest.length === 3 && rest[1] === 'sites') {
    only('PUT');
    commands.setService(rest[0], rest[2], await up());
  } else if (
    first === 'services' &&
    rest.length === 5 &&
    rest[1] === 'sites' &&
    rest[3] === 'targets'
  ) {
    only('PUT');
    commands.setTarget(rest[0], rest[2], rest[4], await up());
  } else {
    throw new RefusedRequest(
      404,
      `There is nothing at this path; there is ${CONTROL_PREFIX}/status, /sites/{site}, /services/{service}/sites/{site}, …/targets/{ip:port}, /tunnels/{1|2}, /replication, /aws, /index and /faults`,
    );
  }
}

function segments(url: string): string[] {
  const path = url.split('?')[0].slice(CONTROL_PREFIX.length);
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw new RefusedRequest(400, 'The path has a wrong percent-encoding');
  }
}

/** Forms of other pages can send text, but not JSON without asking first. */
async function jsonBody(request: IncomingMessage): Promise<string> {
  const type = request.headers['content-type']?.split(';')[0].trim();
  if (type?.toLowerCase() !== 'application/json') {
    throw new RefusedRequest(415, 'The Content-Type must be application/json');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) {
      throw new RefusedRequest(
        413,
        `The body has more than ${MOST_BYTES} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
