import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  FINAL_SHIFT_STATES,
  problemOf,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { until } from '@hybrid-platform/sandbox/testing';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { changingCatalog } from '../__testUtils__/changingCatalog';
import { examplePath, readOperations } from '../__testUtils__/operations';
import { REQUESTS } from '../__testUtils__/requests';
import { withBackend } from '../__testUtils__/withBackend';
import { registerActions } from '../actions';

const CART = '/services/default/component/cart';
const operations = readOperations().map(each => [each.id, each] as const);

describe.each(['catalog', 'permissions'] as const)(
  'while the %s is down',
  down => {
    const catalog = changingCatalog();
    let isDown = false;

    const { platform, backend } = withBackend({
      catalog: catalog.service,
      allow: () => {
        if (isDown && down === 'permissions')
          throw new TypeError('fetch failed');
        return true;
      },
    });

    const breakDown = () => {
      isDown = true;
      if (down === 'catalog') catalog.fails(new TypeError('fetch failed'));
    };
    const code = `${down}-unavailable`;

    beforeAll(async () => {
      await backend.get('/platforms/shop').expect(200);
    });
    beforeEach(() => {
      isDown = false;
      catalog.recovers();
    });

    it.each(operations)(
      '%s says so, and changes nothing',
      async (_, operation) => {
        breakDown();
        platform.forget();
        const path = examplePath(operation, { id: randomUUID() });
        const sent = request(backend.server)
          [operation.method](`/api/hybrid/v1${path}`)
          .set('Idempotency-Key', randomUUID())
          .set(
            'Authorization',
            mockCredentials.user.header('user:default/owner'),
          );
        const { status, body } = await sent.send(REQUESTS[operation.id]);
        expect([status, body.error?.problem]).toEqual([
          503,
          {
            code,
            message: expect.stringContaining('could not be asked'),
            remedy: expect.stringContaining('What is under way goes on'),
          },
        ]);
        expect(platform.calls()).not.toContain('ModifyRule');
      },
    );

    it('a shift that is under way goes on', async () => {
      const { body } = await backend.post(
        `${CART}/shifts`,
        {
          kind: 'custom',
          steps: [{ aws: 80, bakeSeconds: 1 }, { aws: 100 }],
          reason: 'a test',
        },
        { 'Idempotency-Key': randomUUID() },
      );
      breakDown();
      const shift = `${CART}/shifts/${body.id}`;
      expect((await backend.get(shift)).status).toBe(503);
      await until(
        () => platform.weights('cart').aws,
        aws => aws === 100,
      );
      isDown = false;
      catalog.recovers();
      const { state } = await until(
        async () => (await backend.get(shift)).body,
        answer => FINAL_SHIFT_STATES.includes(answer.state),
      );
      expect(state).toBe('succeeded');
    });

    it('clients and actions are told what to do', async () => {
      breakDown();
      const refused = await backend
        .client()
        .getService('component:default/cart')
        .catch(e => e);
      expect(problemOf(refused)?.code).toBe(code);

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
      await expect(
        registry.invoke({
          id: 'test:get-service',
          input: { entityRef: 'cart' },
          credentials: mockCredentials.user(),
        }),
      ).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          new RegExp(`could not be asked.*Try again.*\\(${code}\\)$`),
        ),
      });
    });
  },
);
