import { execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { until } from '@hybrid-platform/sandbox/testing';

const run = promisify(execFile);

/** A MariaDB of its own, on a free port of this machine. */
export interface TestMariaDb {
  port: number;
  /** Runs statements as the administrator. */
  execute(...statements: string[]): Promise<void>;
  stop(): Promise<void>;
}

const ADMIN = { host: '127.0.0.1', user: 'tester', password: 'of-tests-only' };

/** Starts a server with these settings, such as `binlog_format=ROW`. */
export async function startMariaDb(settings: string[]): Promise<TestMariaDb> {
  const dir = await mkdtemp('/tmp/hybrid-preflight-');
  const datadir = join(dir, 'data');
  const asRoot = process.getuid?.() === 0;
  const user = asRoot ? ['--user=mysql'] : [];
  if (asRoot) await giveToMysql(dir);
  await run('mariadb-install-db', [
    '--no-defaults',
    ...user,
    `--datadir=${datadir}`,
    '--skip-test-db',
    '--auth-root-authentication-method=normal',
  ]);
  const port = await freePort();
  const socket = join(dir, 'sock');
  const server = spawn(
    'mariadbd',
    [
      '--no-defaults',
      ...user,
      `--datadir=${datadir}`,
      `--socket=${socket}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--innodb-buffer-pool-size=16M',
      ...settings.map(setting => `--${setting}`),
    ],
    { stdio: 'ignore' },
  );
  const execute = async (...statements: string[]) => {
    const connection = await createConnection({ ...ADMIN, port });
    try {
      for (const statement of statements) await connection.query(statement);
    } finally {
      await connection.end();
    }
  };
  const stop = async () => {
    const ended = new Promise(resolve => server.once('exit', resolve));
    if (server.exitCode === null && server.kill()) await ended;
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await until(() => createAdmin(socket), Boolean, 20_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, execute, stop };
}

/** The only way in is root's over the socket, until there is an administrator. */
async function createAdmin(socketPath: string): Promise<boolean> {
  try {
    const connection = await createConnection({ socketPath, user: 'root' });
    await connection.query(
      `CREATE USER ${ADMIN.user}@'127.0.0.1' IDENTIFIED BY '${ADMIN.password}'`,
    );
    await connection.query(
      `GRANT ALL PRIVILEGES ON *.* TO ${ADMIN.user}@'127.0.0.1' WITH GRANT OPTION`,
    );
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

async function giveToMysql(dir: string): Promise<void> {
  const id = async (flag: string) =>
    Number((await run('id', [flag, 'mysql'])).stdout);
  await chown(dir, await id('-u'), await id('-g'));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
