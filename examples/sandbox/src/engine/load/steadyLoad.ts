import { Agent, request } from 'node:http';
import type { ServiceConfig } from '../platformConfig';
import { SERVED_BY } from '../dataPlane/loadBalancer';
import { SITES, type Site } from '../naming';
import { createClients, type Client, type Clients } from './clients';
import { createSlidingWindow, type SlidingWindow } from './window';

/** Requests and failures of the last ten seconds at a site, as the clients saw them. */
export interface ClientCounts {
  requests: number;
  failures: number;
}

/** Clients that use every service all the time. */
export interface SteadyLoad {
  /** From now on the load is on these services. */
  setServices(services: ServiceConfig[]): void;
  counts(service: string, site: Site): ClientCounts;
  stop(): void;
}

type Windows = Record<Site, Record<keyof ClientCounts, SlidingWindow>>;

const WINDOW_MS = 10_000;
/** Clients of a dead service do not pile up without end. */
const MOST_OPEN = 2_000;

/**
 * Sends a steady number of requests per second and service through each listener. Some of the
 * clients keep the load balancer's cookie.
 */
export function startSteadyLoad(options: {
  /** Of the load balancers' listeners. */
  trafficPorts: readonly number[];
  requestsPerSecond: number;
  now: () => number;
}): SteadyLoad {
  const { trafficPorts, requestsPerSecond, now } = options;
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  const windows = new Map<string, Windows>();
  let services: ServiceConfig[] = [];
  let open = 0;

  const clients = new Map<string, Clients>();

  const clientOf = (service: string, port: number): Client => {
    const key = `${port}/${service}`;
    let all = clients.get(key);
    if (!all) {
      all = createClients();
      clients.set(key, all);
    }
    return all.next();
  };

  const send = (service: ServiceConfig, port: number) => {
    if (open >= MOST_OPEN) return;
    open += 1;
    const client = clientOf(service.name, port);
    let counted = false;
    const done = (status: number, site?: string) => {
      if (counted) return;
      counted = true;
      open -= 1;
      const seen = windows.get(service.name);
      if (!seen || !isSite(site)) return;
      seen[site].requests.add();
      if (status >= 500) seen[site].failures.add();
    };
    const outgoing = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: examplePath(service),
        headers: { host: exampleHost(service), ...client.headers() },
      },
      response => {
        response.resume();
        client.answered(response.headers);
        const site = String(response.headers[SERVED_BY.site]);
        response.on('end', () => done(response.statusCode ?? 599, site));
        response.on('error', () => done(599, site));
      },
    );
    outgoing.on('error', () => done(599));
    outgoing.end();
  };

  const timer =
    requestsPerSecond > 0
      ? everyShare(requestsPerSecond, () => {
          for (const service of services) {
            for (const port of trafficPorts) send(service, port);
          }
        })
      : undefined;

  return {
    setServices(next) {
      services = next;
      const names = new Set(next.map(service => service.name));
      for (const name of windows.keys()) {
        if (!names.has(name)) windows.delete(name);
      }
      for (const name of names) {
        if (!windows.has(name)) windows.set(name, createWindows(now));
      }
    },
    counts(service, site) {
      const seen = windows.get(service)?.[site];
      return {
        requests: seen?.requests.count() ?? 0,
        failures: seen?.failures.count() ?? 0,
      };
    },
    stop() {
      clearInterval(timer);
      agent.destroy();
    },
  };
}

/** Calls back so many times a second, evenly, and catches up when the process was busy. */
function everyShare(perSecond: number, call: () => void): NodeJS.Timeout {
  const started = performance.now();
  let made = 0;
  return setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
    // After a long pause, such as a laptop's sleep, what was missed is not sent.
    made = Math.max(made, due - Math.ceil(perSecond));
    for (; made < due; made++) call();
  }, Math.max(5, Math.min(100, 1000 / perSecond)));
}

function createWindows(now: () => number): Windows {
  const window = () => createSlidingWindow({ windowMs: WINDOW_MS, now });
  return Object.fromEntries(
    SITES.map(site => [site, { requests: window(), failures: window() }]),
  ) as Windows;
}

function isSite(value: string | undefined): value is Site {
  return SITES.includes(value as Site);
}

/** A host and a path that the service's conditions match. */
function exampleHost(service: ServiceConfig): string {
  return service.hosts[0].replace(/[*?]/g, 'a');
}

function examplePath(service: ServiceConfig): string {
  return service.paths[0].replace(/[*?]/g, 'a');
}
