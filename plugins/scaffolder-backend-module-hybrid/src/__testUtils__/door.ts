import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the door does with a request instead of letting it through. */
export type Refusal =
  /** The connection breaks before the backend has heard of it. */
  | 'drop'
  /** The backend answers, and the connection breaks before the answer arrives. */
  | 'drop-answer'
  | { status: number; body?: object };

/** A server in front of the backend that refuses what a test wants to be refused. */
export interface Door {
  url: string;
  /** The requests that came, such as `POST /api/hybrid/v1/…`, since the last `forget`. */
  asked: { line: string; headers: IncomingMessage['headers'] }[];
  forget(): void;
  /** Decides about each request; undefined lets it through. */
  refuse?: (
    line: string,
    headers: IncomingMessage['headers'],
  ) => Refusal | undefined;
  close(): Promise<void>;
}

/** Starts a door to a backend. */
export async function startDoor(backendUrl: string): Promise<Door> {
  const door = { asked: [] } as unknown as Door;
  const server = createServer((req, res) => {
    const line = `${req.method} ${req.url}`;
    door.asked.push({ line, headers: req.headers });
    const refusal = door.refuse?.(line, req.headers);
    if (refusal === 'drop') {
      req.socket.destroy();
      return;
    }
    if (typeof refusal === 'object') {
      req.resume();
      res.writeHead(refusal.status, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(refusal.body ?? {}));
      return;
    }
    const onward = request(
      `${backendUrl}${req.url}`,
      { method: req.method, headers: req.headers },
      answer => {
        if (refusal === 'drop-answer') {
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
  return Object.assign(door, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forget: () => {
      door.asked = [];
      door.refuse = undefined;
    },
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
