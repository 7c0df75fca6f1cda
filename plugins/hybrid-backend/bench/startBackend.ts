import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { HybridClient } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a measured backend is started with. */
export interface BackendOptions {
  directory: string;
  services: string[];
  hybrid: JsonObject;
}

/** The memory of a process, in MB. */
export interface Memory {
  /** The most that was resident since the start, with the garbage of that time. */
  peak: number;
  /** What is resident as it is, with the garbage that nobody has collected yet. */
  withGarbage: number;
  /** What is resident when garbage is collected and its pages are given back. */
  resident: number;
  /** What the objects take that are still in use. */
  live: number;
}

/** A backend in a process of its own. */
export interface MeasuredBackend {
  client: HybridClient;
  /** One request: how long the answer takes, and how large it is. */
  get(path: string): Promise<{ ms: number; body: Buffer }>;
  /** Collects garbage, and tells what is there before and after. */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

const AUTHORIZATION = mockCredentials.user.header('user:default/guest');

export async function startBackend(
  awsUrl: string,
  options: Omit<BackendOptions, 'directory'>,
): Promise<MeasuredBackend> {
  const directory = await mkdtemp(join(tmpdir(), 'hybrid-bench-'));
  const child = fork(join(__dirname, 'backend.ts'), {
    execArgv: [
      '--expose-gc',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
    ],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      AWS_ENDPOINT_URL: awsUrl,
      AWS_ACCESS_KEY_ID: 'AKIABENCH',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_EC2_METADATA_DISABLED: 'true',
      BENCH_OPTIONS: JSON.stringify({ ...options, directory }),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const message = <T>(key: string) =>
    new Promise<T>((resolve, reject) => {
      const listen = (told: Record<string, unknown>) => {
        if ('error' in told) reject(new Error(String(told.error)));
        else if (key in told) resolve(told[key] as T);
        else return;
        child.off('message', listen);
      };
      child.on('message', listen);
      child.once('exit', code => reject(new Error(`It ended with ${code}`)));
    });
  const port = await message<number>('port');
  const base = `http://127.0.0.1:${port}/api/hybrid`;
  const request: typeof fetch = (input, init) =>
    fetch(input, {
      ...init,
      headers: { ...init?.headers, Authorization: AUTHORIZATION },
    });
  return {
    client: new HybridClient({
      discoveryApi: { getBaseUrl: async () => base },
      fetchApi: { fetch: request },
    }),
    get: async path => {
      const before = performance.now();
      const response = await request(`${base}/v1${path}`);
      const body = Buffer.from(await response.arrayBuffer());
      const ms = performance.now() - before;
      if (!response.ok) throw new Error(`${path}: ${body}`);
      return { ms, body };
    },
    memory: async () => {
      const answer = message<Memory>('memory');
      child.send({});
      const { peak, withGarbage, resident, live } = await answer;
      const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);
      return {
        peak: mb(peak),
        withGarbage: mb(withGarbage),
        resident: mb(resident),
        live: mb(live),
      };
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }
      await rm(directory, { recursive: true });
    },
  };
}
