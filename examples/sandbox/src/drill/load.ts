import { Agent, request } from 'node:http';
import { SERVED_BY } from '../engine/dataPlane/loadBalancer';

/** One request as its client saw it. Times are milliseconds since the epoch. */
export interface SentRequest {
  service: string;
  sentAt: number;
  endedAt: number;
  /** The HTTP status; absent when the connection failed. */
  status?: number;
  site?: string;
}

/** A client of one service. */
export interface Client {
  service: string;
  host: string;
  path: string;
}

export interface DrillLoad {
  /** The requests that have ended, in the order of their ends. */
  readonly requests: readonly SentRequest[];
  /** Sends no more, and waits for those under way. */
  stop(): Promise<void>;
}

/** How long a client waits for an answer. */
const PATIENCE_MS = 15_000;

/** Whether the client got no good answer. */
export function failed({ status }: SentRequest): boolean {
  return status === undefined || status >= 500;
}

/**
 * Sends a steady number of requests per second for each client, whether or not those before
 * have been answered: a slow service must not make the load, and so the outage, look small.
 */
export function startDrillLoad(options: {
  trafficUrl: string;
  clients: readonly Client[];
  requestsPerSecond: number;
}): DrillLoad {
  const { trafficUrl, clients, requestsPerSecond } = options;
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  const requests: SentRequest[] = [];
  const open = new Set<Promise<void>>();

  const started = performance.now();
  let turn = 0;
  const timer = setInterval(() => {
    const elapsed = (performance.now() - started) / 1000;
    const due = Math.floor(elapsed * requestsPerSecond * clients.length);
    for (; turn < due; turn++) {
      const ended: Promise<void> = send(
        agent,
        trafficUrl,
        clients[turn % clients.length],
      ).then(sent => {
        requests.push(sent);
        open.delete(ended);
      });
      open.add(ended);
    }
  }, 10);

  return {
    requests,
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      agent.destroy();
    },
  };
}

function send(
  agent: Agent,
  trafficUrl: string,
  { service, host, path }: Client,
): Promise<SentRequest> {
  const sentAt = Date.now();
  return new Promise(resolve => {
    const end = (answer: Pick<SentRequest, 'status' | 'site'> = {}) =>
      resolve({ service, sentAt, endedAt: Date.now(), ...answer });
    const outgoing = request(
      new URL(path, trafficUrl),
      { agent, headers: { host }, timeout: PATIENCE_MS },
      response => {
        const site = response.headers[SERVED_BY.site];
        response.resume();
        response.on('error', () => end());
        response.on('end', () =>
          end({
            status: response.statusCode,
            ...(typeof site === 'string' && { site }),
          }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => end());
    outgoing.end();
  });
}
