import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A problem that the person who starts the sandbox can solve, with how. */
export class SandboxError extends Error {
  constructor(message: string, readonly remedy?: string) {
    super(message);
    this.name = 'SandboxError';
  }
}

/** Listens on the loopback interface only; a taken port is an error that names the way out. */
export async function listen(
  server: Server,
  options: { port: number; what: string; option: string },
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(explained(error, options)),
    );
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Turns the system's error into one that says what to do. */
export function explained(
  error: NodeJS.ErrnoException,
  options: { port: number; what: string; option: string },
): Error {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  return new SandboxError(
    error.code === 'EADDRINUSE'
      ? `Port ${options.port}, which ${options.what} listens on, is taken.`
      : `Port ${options.port}, which ${options.what} listens on, needs rights that this user has not.`,
    `Stop the other process, or choose another port with ${options.option} <port>.`,
  );
}
