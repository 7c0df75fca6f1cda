/*
 * A backend process of its own, to be measured: the plugin with a database in a file. Only
 * who asks and the catalog are stand-ins, for they are not what is measured.
 */
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { HYBRID_SERVICE_ANNOTATION } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import hybridPlugin from '../src';
import type { BackendOptions } from './startBackend';

async function main() {
  const options: BackendOptions = JSON.parse(process.env.BENCH_OPTIONS!);
  const port = await freePort();
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        backend: {
          baseUrl: `http://127.0.0.1:${port}`,
          listen: `127.0.0.1:${port}`,
          database: {
            client: 'better-sqlite3',
            connection: { directory: options.directory },
          },
        },
        hybrid: options.hybrid,
        aws: {
          accounts: [
            {
              accountId: '111122223333',
              accessKeyId: 'AKIABENCH',
              secretAccessKey: 'secret',
            },
          ],
        },
      },
    }),
  );
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.rootLogger.factory({ level: 'warn' }));
  backend.add(
    catalogServiceMock.factory({
      entities: options.services.map(name => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name,
          namespace: 'default',
          annotations: { [HYBRID_SERVICE_ANNOTATION]: `scale/${name}` },
        },
        spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
      })),
    }),
  );
  backend.add(hybridPlugin);
  await backend.start();
  let peak = 0;
  const rss = () => {
    const now = process.memoryUsage.rss();
    peak = Math.max(peak, now);
    return now;
  };
  setInterval(rss, 250).unref();
  process.on('message', async () => {
    const withGarbage = rss();
    await collectGarbage();
    const { heapUsed: live } = process.memoryUsage();
    process.send!({ memory: { peak, withGarbage, resident: rss(), live } });
  });
  process.send!({ port });
}

/**
 * A usual collection frees objects and keeps their pages, so that what is resident afterwards
 * tells how much garbage there once was. Only the last resort gives the pages back. What
 * objects have outside of V8's heap, such as SQLite's statements, is freed between the two.
 */
async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 2; i++) {
    global.gc!({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await delay(500);
  }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

main().catch(error => {
  process.send!({ error: String(error?.stack ?? error) });
});
