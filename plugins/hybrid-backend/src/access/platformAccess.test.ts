import type { Entity } from '@backstage/catalog-model';
import { HYBRID_PLATFORM_ANNOTATION } from '@hybrid-platform/backstage-plugin-hybrid-common';
import request from 'supertest';
import { SHOP_CONFIG } from '@hybrid-platform/sandbox/testing';
import { testDatabases } from '../__testUtils__/databases';
import { withBackend } from '../__testUtils__/withBackend';
import {
  component,
  SHOP_ENTITIES,
  startBackend,
  type TestBackend,
  type BackendOptions,
} from '../__testUtils__/backend';

const CART = 'component:default/cart';
const SYSTEM = 'system:default/shop';

/** A component that claims to be a platform, which only systems and resources are. */
const IMPOSTOR: Entity = {
  ...component('impostor'),
  metadata: {
    name: 'impostor',
    namespace: 'default',
    annotations: { [HYBRID_PLATFORM_ANNOTATION]: 'shop' },
  },
};

const TWO_PLATFORMS = {
  ...SHOP_CONFIG,
  platforms: {
    ...SHOP_CONFIG.platforms,
    moon: { accountId: '111122223333', region: 'eu-north-1' },
  },
};

describe('who sees a platform', () => {
  const databases = testDatabases();
  /** The entities that the caller may read. */
  let readable: string[];

  const usual: BackendOptions = {
    entities: [...SHOP_ENTITIES, IMPOSTOR],
    hybrid: TWO_PLATFORMS,
    allow: (permission, ref) =>
      permission === 'hybrid.service.read' && readable.includes(ref!),
  };
  const { backend } = withBackend(usual);
  const start = (options: BackendOptions) =>
    startBackend({ ...usual, ...options });

  beforeEach(() => {
    backend.questions.length = 0;
  });

  const listed = async (from = backend): Promise<string[]> => {
    const { status, body } = await from.get('/platforms');
    expect(status).toBe(200);
    return body.items.map(({ id }: { id: string }) => id);
  };

  it('is nobody without signing in', async () => {
    for (const path of ['/platforms', '/platforms/shop']) {
      const { status } = await request(backend.server)
        .get(`/api/hybrid/v1${path}`)
        .set('Authorization', 'Bearer nonsense');
      expect(status).toBe(401);
    }
  });

  it('is who may read one of its services, and sees that one', async () => {
    readable = [CART];
    expect(await listed()).toEqual(['shop']);
    const { status, body } = await backend.get('/platforms/shop');
    expect(status).toBe(200);
    expect(
      body.serviceStatuses.map(({ service }: { service: string }) => service),
    ).toEqual(['cart']);
    expect(body.tunnels).toHaveLength(2);
  });

  it('is who may read the entity of the platform, without its services', async () => {
    readable = [SYSTEM];
    expect(await listed()).toEqual(['shop']);
    const { status, body } = await backend.get('/platforms/shop');
    expect(status).toBe(200);
    expect(body.serviceStatuses).toEqual([]);
    expect(body.tunnels).toHaveLength(2);
  });

  it('is not who may read something else', async () => {
    readable = ['component:default/elsewhere'];
    expect(await listed()).toEqual([]);
    expect((await backend.get('/platforms/shop')).status).toBe(404);
  });

  it('is not decided by a component that claims to be the platform', async () => {
    readable = ['component:default/impostor'];
    expect(await listed()).toEqual([]);
    expect((await backend.get('/platforms/shop')).status).toBe(404);
  });

  it('is asked once for all platforms', async () => {
    readable = [CART];
    await listed();
    expect(backend.questions).toHaveLength(1);
    expect(
      backend.questions[0].map(({ resourceRef }) => resourceRef).sort(),
    ).toEqual([
      CART,
      'component:default/catalog',
      'component:default/order',
      'component:default/payment',
      'component:default/search',
      'component:default/storefront',
      SYSTEM,
    ]);
    backend.questions.length = 0;
    await backend.get('/platforms/shop');
    expect(backend.questions).toHaveLength(1);
  });

  it('cannot be told from there being no such platform', async () => {
    readable = [];
    const [hidden, unknown] = await Promise.all([
      backend.get('/platforms/shop'),
      backend.get('/platforms/sea'),
    ]);
    expect([hidden.status, unknown.status]).toEqual([404, 404]);
    expect(hidden.body.error.problem.code).toBe('platform-unknown');
    expect(JSON.stringify(hidden.body)).toBe(
      JSON.stringify(unknown.body).replace(/\bsea\b/g, 'shop'),
    );
  });

  describe('while nothing is known of it', () => {
    let blind: TestBackend;

    beforeAll(async () => {
      blind = await start({ accessKeyId: 'AKIADENIED1' });
    });

    afterAll(() => blind.stop());

    it('is who may read its entity, and is told the problem', async () => {
      readable = [SYSTEM];
      const { body } = await blind.get('/platforms');
      expect(body.items).toMatchObject([
        { id: 'shop', problem: { code: 'aws-access-denied' } },
      ]);
      const { status, body: answer } = await blind.get('/platforms/shop');
      expect(status).toBe(503);
      expect(answer.error.problem.code).toBe('aws-access-denied');
    });

    it('is nobody else', async () => {
      readable = [CART];
      expect(await listed(blind)).toEqual([]);
      expect((await blind.get('/platforms/shop')).status).toBe(404);
    });

    it('is who may read a service that was shifted before, by what was recorded', async () => {
      const knex = await databases.init('SQLITE_3');
      const sighted = await start({ knex, allow: () => true });
      await sighted.post(
        '/services/default/component/cart/shifts',
        { kind: 'reset', reason: 'a test' },
        { 'Idempotency-Key': 'one' },
      );
      await sighted.stop();
      const restarted = await start({ knex, accessKeyId: 'AKIADENIED1' });
      const statuses = async () => {
        const answers = [];
        for (const path of ['', '/evacuations', '/replications']) {
          const { status, body } = await restarted.get(
            `/platforms/shop${path}`,
          );
          answers.push([path, status, body.error?.problem.code]);
        }
        return answers;
      };

      readable = [CART];
      expect(await listed(restarted)).toEqual(['shop']);
      expect(await statuses()).toEqual([
        ['', 503, 'aws-access-denied'],
        ['/evacuations', 200, undefined],
        ['/replications', 503, 'aws-access-denied'],
      ]);
      readable = ['component:default/order'];
      expect(await listed(restarted)).toEqual([]);
      expect(await statuses()).toEqual([
        ['', 404, 'platform-unknown'],
        ['/evacuations', 404, 'platform-unknown'],
        ['/replications', 404, 'platform-unknown'],
      ]);
      await restarted.stop();
    });
  });
});
