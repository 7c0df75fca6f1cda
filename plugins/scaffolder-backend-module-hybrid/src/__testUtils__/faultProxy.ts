import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the proxy does with a request instead of passing it on. */
export type Fault =
  /** The connection breaks before the backend has heard of it. */
  | 'drop'
  /** The backend answers, and the connection breaks before the answer arrives. */
  | 'drop-answer'
  | { status: number; body?: object };

/** A server in front of the backend that fails the requests that a test wants to fail. */
export interface FaultProxy {
  url: string;
  /** The requests that came, such as `POST /api/hybrid/v1/…`, since the last `reset`. */
  requests: { line: string; headers: IncomingMessage['headers'] }[];
  reset(): void;
  /** Decides about each request; undefined passes it on. */
  fault?: (
    line: string,
    headers: IncomingMessage['headers'],
  ) => Fault | undefined;
  close(): Promise<void>;
}

/** Starts a fault proxy in front of a backend. */
export async function startFaultProxy(backendUrl: string): Promise<FaultProxy> {
  const proxy = { requests: [] } as unknown as FaultProxy;
  const server = createServer((req, res) => {
    const line = `${req.method} ${req.url}`;
    proxy.requests.push({ line, headers: req.headers });
    const fault = proxy.fault?.(line, req.headers);
    if (fault === 'drop') {
      req.socket.destroy();
      return;
    }
    if (typeof fault === 'object') {
      req.resume();
      res.writeHead(fault.status, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(fault.body ?? {}));
      return;
    }
    const onward = request(
      `${backendUrl}${req.url}`,
      { method: req.method, headers: req.headers },
      answer => {
        if (fault === 'drop-answer') {
          answer.resume().on('end', () => req.socket.destroy());
          return;
        }
        res.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(res);
      },
    );
    req.pipe(onward);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reset: () => {
      proxy.requests = [];
      proxy.fault = undefined;
    },
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
