import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Place } from '../places';

/** A target that has a process behind it. */
export interface OriginSpec {
  service: string;
  place: Place;
  /** `ip:port` as it is registered. */
  address: string;
  healthCheckPath: string;
}

/** The HTTP servers behind the targets, each on a free port of the loopback interface. */
export interface Origins {
  /** Starts what is missing and stops what is no longer listed. */
  reconcile(specs: OriginSpec[]): Promise<void>;
  /** The loopback port of a target; undefined when no process was made for it. */
  portOf(service: string, place: Place, address: string): number | undefined;
  /** Cuts the connections of the targets that do not run any more. */
  applyFaults(): void;
  close(): Promise<void>;
}

/** Longer than anybody keeps an unused connection, so that servers do not close it first. */
export const KEEP_ALIVE_MS = 120_000;

interface Origin {
  spec: OriginSpec;
  server: Server;
  sockets: Set<Socket>;
  port: number;
}

/**
 * A target that is down keeps its port and resets every connection: were the port given
 * back, another process could get it and answer in the target's place.
 */
export function createOrigins(
  runs: (service: string, place: Place, address: string) => boolean,
): Origins {
  const origins = new Map<string, Origin>();
  const isUp = ({ service, place, address }: OriginSpec) =>
    runs(service, place, address);

  const start = async (spec: OriginSpec) => {
    const origin: Origin = {
      spec,
      server: createServer((request, response) =>
        answer(origin.spec, request, response),
      ),
      sockets: new Set(),
      port: 0,
    };
    origin.server.keepAliveTimeout = KEEP_ALIVE_MS;
    origin.server.on('connection', socket => {
      if (!isUp(origin.spec)) {
        socket.resetAndDestroy();
        return;
      }
      origin.sockets.add(socket);
      socket.once('close', () => origin.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      origin.server.once('error', reject);
      origin.server.listen(0, '127.0.0.1', resolve);
    });
    origin.port = (origin.server.address() as AddressInfo).port;
    origins.set(keyOf(spec), origin);
  };

  return {
    async reconcile(specs) {
      const wanted = new Map(specs.map(spec => [keyOf(spec), spec]));
      const gone = [...origins].filter(([key]) => !wanted.has(key));
      for (const [key] of gone) origins.delete(key);
      await Promise.all(gone.map(([, origin]) => stop(origin)));
      await Promise.all(
        [...wanted].map(async ([key, spec]) => {
          const existing = origins.get(key);
          if (existing) existing.spec = spec;
          else await start(spec);
        }),
      );
    },
    portOf: (service, place, address) =>
      origins.get(keyOf({ service, place, address }))?.port,
    applyFaults() {
      for (const { spec, sockets } of origins.values()) {
        if (isUp(spec)) continue;
        for (const socket of sockets) socket.resetAndDestroy();
      }
    },
    async close() {
      const all = [...origins.values()];
      origins.clear();
      await Promise.all(all.map(stop));
    },
  };
}

function keyOf(spec: Pick<OriginSpec, 'service' | 'place' | 'address'>) {
  return `${spec.service}/${spec.place}/${spec.address}`;
}

function answer(
  spec: OriginSpec,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.resume();
  response.setHeader('content-type', 'application/json');
  if (request.url?.split('?')[0] === spec.healthCheckPath) {
    response.end('{"status":"ok"}');
    return;
  }
  const { service, place, address } = spec;
  response.end(JSON.stringify({ service, site: place, target: address }));
}

function stop(origin: Origin): Promise<void> {
  return new Promise(resolve => {
    origin.server.close(() => resolve());
    origin.server.closeAllConnections();
  });
}
