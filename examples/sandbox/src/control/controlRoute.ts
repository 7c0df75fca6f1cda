import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Commands } from './commands';
import { guard } from './guard';
import {
  awsFaultsSchema,
  controllerSchema,
  groupSchema,
  indexFaultsSchema,
  nothingSchema,
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
    commands.setReplicationFaults(
      parseBody(replicationSchema, await jsonBody(request)),
    );
  } else if (first === 'sites' && rest.length === 1) {
    only('PUT');
    commands.setSite(rest[0], await up());
  } else if (first === 'tunnels' && rest.length === 1) {
    only('PUT');
    commands.setTunnel(rest[0], await up());
  } else if (first === 'services' && rest.length > 1) {
    await performOnService(commands, rest, request, only);
  } else {
    throw nothingHere();
  }
}

async function performOnService(
  commands: Commands,
  [service = '', what, name = '', ...more]: string[],
  request: IncomingMessage,
  only: (method: string) => void,
) {
  const body = <S extends z.ZodObject>(schema: S) =>
    jsonBody(request).then(text => parseBody(schema, text));
  if (what === 'sites' && name && more.length === 0) {
    only('PUT');
    commands.setService(service, name, (await body(upSchema)).up);
  } else if (what === 'sites' && more[0] === 'targets' && more.length === 2) {
    only('PUT');
    const { up } = await body(upSchema);
    commands.setTarget(service, name, more[1]!, up);
  } else if (what === 'groups' && name && more.length === 0) {
    only('PUT');
    await commands.setGroup(service, name, (await body(groupSchema)).weight);
  } else if (what === 'controller' && !name) {
    only('PUT');
    const { everySeconds } = await body(controllerSchema);
    commands.setController(service, everySeconds);
  } else if (what === 'replace-rule' && !name) {
    only('POST');
    await body(nothingSchema);
    commands.replaceRule(service);
  } else {
    throw nothingHere();
  }
}

function nothingHere() {
  const service = '/services/{service}';
  return new RefusedRequest(
    404,
    `There is nothing at this path; there is ${[
      `${CONTROL_PREFIX}/status`,
      '/sites/{site}',
      `${service}/sites/{site}`,
      '…/targets/{ip:port}',
      `${service}/groups/{name}`,
      `${service}/controller`,
      `${service}/replace-rule`,
      '/tunnels/{1|2}',
      '/replication',
      '/aws',
      '/index',
    ].join(', ')} and /faults`,
  );
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
