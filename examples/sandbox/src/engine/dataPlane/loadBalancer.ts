import {
  Agent,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import type { RuleAction, World } from '../../model';
import { targetAddress } from '../addresses';
import { isReachableFromAws } from '../faults';
import { listen } from '../listen';
import { partOf } from '../places';
import { TAGS } from '../tags';
import type { RequestMetrics } from '../metrics/requestMetrics';
import { sendToTarget, TargetError } from './connect';
import { respondByAction } from './actions';
import { KEEP_ALIVE_MS, type Origins } from './origins';
import { route, type Route, type Turn } from './routing';

/** By these response headers clients see who served them. */
export const SERVED_BY = {
  service: 'x-sandbox-service',
  site: 'x-sandbox-site',
  group: 'x-sandbox-group',
  target: 'x-sandbox-target',
} as const;

/** What the load balancer needs. */
export interface LoadBalancerOptions {
  world: World;
  /** The listener that this is. */
  listenerArn: string;
  origins: Pick<Origins, 'portOf'>;
  metrics: RequestMetrics;
  /** 0: any free port. */
  port: number;
  /** How long to wait for a connection to a target, in milliseconds; 10 s on AWS. */
  connectTimeoutMs: number;
  /** How long a target may take to answer, in milliseconds; 60 s on AWS. */
  idleTimeoutMs: number;
  random?: () => number;
}

/** A running load balancer. */
export interface RunningLoadBalancer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the HTTP server of one listener, which follows the world's rules request by request. */
export async function startLoadBalancer(
  options: LoadBalancerOptions,
): Promise<RunningLoadBalancer> {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 16 });
  const turn = roundRobin();
  const server = createServer((request, response) => {
    handle(options, agent, turn, request, response).catch(() =>
      response.destroy(),
    );
  });
  // Clients that keep a connection must not find it closed when they use it again.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const { port, close } = await listen(server, {
    port: options.port,
    what: 'the load balancer',
    option: '--traffic-port',
  });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async close() {
      await close();
      agent.destroy();
    },
  };
}

async function handle(
  options: LoadBalancerOptions,
  agent: Agent,
  turn: Turn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, metrics } = options;
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const path = (request.url ?? '/').split('?')[0];
  const decision = route(
    world.loadBalancing,
    {
      listenerArn: options.listenerArn,
      host,
      path,
      cookies: request.headers.cookie,
      at: world.now(),
    },
    options.random ?? Math.random,
    turn,
  );
  nameWhoServes(world, decision, response);
  switch (decision.kind) {
    case 'forward':
      await forward(options, agent, decision, request, response);
      break;
    case 'action':
      respondByAction(
        decision.action as Exclude<RuleAction, { type: 'forward' }>,
        request,
        response,
      );
      break;
    case 'no-target':
      metrics.loadBalancerFailed(503);
      fail(response, 503, decision.why);
      break;
    default:
      metrics.loadBalancerFailed(503);
      fail(response, 503, 'no rule has an action for this request');
  }
}

async function forward(
  options: LoadBalancerOptions,
  agent: Agent,
  { group, target, cookies }: Extract<Route, { kind: 'forward' }>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, origins, metrics } = options;
  const { service, place } = partOf(world, group);
  const started = performance.now();
  metrics.requested(group.arn);
  try {
    const answer = await sendToTarget(agent, {
      port: origins.portOf(service, place, targetAddress(target)),
      reachable: isReachableFromAws(world, place),
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: forwardedHeaders(options, request),
      body: request,
      connectTimeoutMs: options.connectTimeoutMs,
      timeoutMs: options.idleTimeoutMs,
    });
    const status = answer.statusCode ?? 502;
    metrics.responded(group.arn, status, performance.now() - started);
    response.writeHead(status, {
      ...endToEnd(answer.headers),
      ...(cookies.length > 0 && {
        'set-cookie': [...(answer.headers['set-cookie'] ?? []), ...cookies],
      }),
    });
    // Whichever side ends too early takes the other with it; there is nothing to add.
    pipeline(answer, response, () => {});
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const status = error.kind === 'timeout' ? 504 : 502;
    metrics.targetFailed(group.arn, status);
    fail(response, status, error.message);
  }
}

function nameWhoServes(
  world: World,
  decision: Route,
  response: ServerResponse,
): void {
  if (decision.kind === 'no-rule') return;
  const service = world.tags.get(decision.rule.arn)?.get(TAGS.service);
  if (service) response.setHeader(SERVED_BY.service, service);
  if (decision.kind === 'action' || !decision.group) return;
  const site = world.tags.get(decision.group.arn)?.get(TAGS.site);
  if (site) response.setHeader(SERVED_BY.site, site);
  response.setHeader(SERVED_BY.group, decision.group.name);
  if (decision.kind === 'forward') {
    response.setHeader(SERVED_BY.target, targetAddress(decision.target));
  }
}

function fail(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(`${status}: ${why}\n`);
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function endToEnd(headers: IncomingMessage['headers']): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)),
  );
}

function forwardedHeaders(
  { world, listenerArn }: LoadBalancerOptions,
  request: IncomingMessage,
): OutgoingHttpHeaders {
  const listener = world.loadBalancing.listeners.get(listenerArn);
  const client = request.socket.remoteAddress ?? '';
  const before = request.headers['x-forwarded-for'];
  return {
    ...endToEnd(request.headers),
    'x-forwarded-for': before ? `${before}, ${client}` : client,
    'x-forwarded-proto': listener?.protocol.toLowerCase() ?? 'https',
    'x-forwarded-port': String(listener?.port ?? 443),
  };
}

function roundRobin(): Turn {
  const turns = new Map<string, number>();
  return (groupArn, candidates) => {
    const next = (turns.get(groupArn) ?? -1) + 1;
    turns.set(groupArn, next);
    return next % candidates;
  };
}
