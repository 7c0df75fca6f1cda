import {
  mockCredentials,
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { FINAL_SHIFT_STATES } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { until } from '@hybrid-platform/sandbox/testing';
import knexFactory, { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { testDatabases } from '../__testUtils__/databases';
import { breakable } from '../__testUtils__/faults/breakableDatabase';
import {
  examplePath,
  readOperations,
  type Operation,
} from '../__testUtils__/operations';
import { REQUESTS } from '../__testUtils__/requests';
import { withPlatform } from '../__testUtils__/withBackend';
import { startBackend, type TestBackend } from '../__testUtils__/backend';
import { registerActions } from '../actions';

const CART = '/services/default/component/cart';
const IN_STEPS = {
  kind: 'custom',
  steps: [{ aws: 80, bakeSeconds: 2 }, { aws: 100 }],
  reason: 'step by step',
};
const PROBLEM = {
  code: 'database-unavailable',
  message: expect.stringContaining('database'),
  remedy: expect.stringContaining('Try again'),
};

/** What needs no records. Of a replication only what begins something has a key to look up. */
const NEED_NONE = [
  'GetPlatforms',
  'GetReplications',
  'GetReplicationTables',
  'GetPreflight',
];

const operations = readOperations();

jest.setTimeout(60_000);

/** Ways in which a database is away, and comes back. */
interface Away {
  knex: Knex;
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const databases = testDatabases();

/** A pool that gives nobody a connection, as while the server is not there. */
async function refusing(): Promise<Away> {
  const knex = await databases.init('SQLITE_3');
  const { breakFor } = breakable(knex);
  return {
    knex,
    leave: async () => breakFor(3_600_000),
    comeBack: async () => breakFor(0),
    close: async () => {},
  };
}

/** A pool that is closed, as by a process that ends. */
async function destroyed(): Promise<Away> {
  const knex = await databases.init('SQLITE_3');
  await knex.migrate.latest({
    directory: resolvePackagePath(
      '@hybrid-platform/backstage-plugin-hybrid-backend',
      'migrations',
    ),
  });
  const { pool } = knex.client;
  return {
    knex,
    // The pool alone: a database in memory would be gone with its connection.
    leave: async () => {
      knex.client.pool = undefined;
    },
    comeBack: async () => {
      knex.client.pool = pool;
    },
    close: async () => {},
  };
}

/** PostgreSQL, whose administrator ends all connections and lets nobody in. */
async function shutDown(id: TestDatabaseId): Promise<Away> {
  const knex = await databases.init(id);
  // It tells of every connection that it does not get.
  knex.client.logger.warn = () => {};
  const { connection } = knex.client.config as {
    connection: { database: string };
  };
  const admin = knexFactory({
    client: 'pg',
    connection: { ...connection, database: 'postgres' },
  });
  const { database } = connection;
  const allow = (yes: boolean) =>
    admin.raw(`ALTER DATABASE ?? ALLOW_CONNECTIONS ${yes}`, [database]);
  return {
    knex,
    leave: async () => {
      await allow(false);
      await admin.raw(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?',
        [database],
      );
    },
    comeBack: async () => {
      await allow(true);
    },
    close: async () => {
      await allow(true);
      await admin.destroy();
    },
  };
}

const postgres = databases
  .eachSupportedId()
  .map(([id]) => id)
  .find(id => id.startsWith('POSTGRES'));

const ways: [string, () => Promise<Away>][] = [
  ['refuses connections', refusing],
  ['has its pool closed', destroyed],
];
if (postgres) ways.push(['shuts down', () => shutDown(postgres)]);

describe.each(ways)('a database that %s', (_name, open) => {
  let away: Away;
  let backend: TestBackend;

  const platform = withPlatform();

  beforeAll(async () => {
    away = await open();
    backend = await startBackend({ knex: away.knex });
    await backend.get('/platforms/shop').expect(200);
  });
  afterEach(() => away.comeBack());
  afterAll(async () => {
    await away.close();
    await backend.stop();
  });

  const pathOf = (operation: Operation) =>
    examplePath(operation, { id: randomUUID() });
  const send = (operation: Operation) =>
    request(backend.server)
      [operation.method](`/api/hybrid/v1${pathOf(operation)}`)
      .set('Idempotency-Key', randomUUID())
      .set('Authorization', mockCredentials.user.header('user:default/owner'))
      .send(REQUESTS[operation.id]);

  it('is 503 with a remedy on every route that needs it', async () => {
    await away.leave();
    const seen: unknown[] = [];
    for (const operation of operations) {
      const { status, body } = await send(operation);
      seen.push([operation.id, status, body.error?.problem]);
    }
    expect(seen).toEqual(
      operations.map(({ id }) =>
        NEED_NONE.includes(id) ? [id, 200, undefined] : [id, 503, PROBLEM],
      ),
    );
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('is asked again when it is back', async () => {
    await away.leave();
    expect((await backend.get(`${CART}/shifts`)).status).toBe(503);
    await away.comeBack();
    expect((await backend.get(`${CART}/shifts`)).status).toBe(200);
  });

  it('does not end what is under way', async () => {
    const { body } = await backend.post(`${CART}/shifts`, IN_STEPS, {
      'Idempotency-Key': randomUUID(),
    });
    expect(body.error).toBeUndefined();
    await until(
      () => platform.weights('cart').aws,
      aws => aws === 80,
    );
    await away.leave();
    const shift = `${CART}/shifts/${body.id}`;
    for (const answer of [
      await backend.get(shift),
      await backend.post(`${shift}/abort`, { rollBack: true }),
    ]) {
      expect([answer.status, answer.body.error.problem]).toEqual([
        503,
        PROBLEM,
      ]);
    }
    await away.comeBack();
    const { state, events } = await until(
      async () => (await backend.get(shift)).body,
      answer => FINAL_SHIFT_STATES.includes(answer.state),
      20_000,
    );
    expect(state).toBe('succeeded');
    expect(platform.weights('cart').aws).toBe(100);
    expect(events.map(({ type }: { type: string }) => type)).not.toContain(
      'taken-over',
    );
  });

  it('is what actions are told, with what to do', async () => {
    const registry = actionsRegistryServiceMock();
    const url = `http://localhost:${backend.server.port()}/api`;
    registerActions({
      actionsRegistry: registry,
      auth: mockServices.auth({ pluginId: 'hybrid' }),
      discovery: {
        getBaseUrl: async plugin => `${url}/${plugin}`,
        getExternalBaseUrl: async plugin => `${url}/${plugin}`,
      },
    });
    await away.leave();
    await expect(
      registry.invoke({
        id: 'test:get-service',
        input: { entityRef: 'cart' },
        credentials: mockCredentials.user(),
      }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /database .* Try again .* \(database-unavailable\)$/,
      ),
    });
  });
});
