import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * The way to a database, which can be cut: what is connected through it is broken off, and
 * nobody is let in, until it is restored. The database itself notices nothing but that.
 */
export class DatabaseLink {
  readonly #sockets = new Set<Socket>();
  /** By how many faults it is cut. */
  #cuts = 0;

  private constructor(
    private readonly server: Server,
    private readonly url: URL,
  ) {
    server.on('connection', socket => this.#forward(socket));
  }

  /** A way to the PostgreSQL of a connection string. */
  static async open(connection: string): Promise<DatabaseLink> {
    const server = createServer();
    const link = new DatabaseLink(server, new URL(connection));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return link;
  }

  /** The connection string that leads through it. */
  get connection(): string {
    const { port } = this.server.address() as AddressInfo;
    const url = new URL(this.url);
    url.hostname = '127.0.0.1';
    url.port = String(port);
    return url.href;
  }

  get isCut(): boolean {
    return this.#cuts > 0;
  }

  cut(): void {
    this.#cuts += 1;
    for (const socket of this.#sockets) socket.destroy();
  }

  restore(): void {
    this.#cuts = Math.max(0, this.#cuts - 1);
  }

  close(): void {
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #forward(socket: Socket): void {
    // As a port where nothing listens.
    if (this.isCut) {
      socket.resetAndDestroy();
      return;
    }
    const { hostname, port } = this.url;
    const database = connect(Number(port || 5432), hostname);
    for (const [one, other] of [
      [socket, database],
      [database, socket],
    ]) {
      this.#sockets.add(one);
      one.setNoDelay(true);
      one.pipe(other);
      one.on('error', () => {});
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}
