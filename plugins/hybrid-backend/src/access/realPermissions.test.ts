import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type AuthService,
} from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  hybridServiceReadPermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import request from 'supertest';
import { stringify } from 'yaml';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { withPlatform } from '../__testUtils__/withBackend';
import { component } from '../__testUtils__/backend';
import hybridPlugin from '../index';

const CART = '/api/hybrid/v1/services/default/component/cart';
const OWNER = 'user:default/owner';
const OTHER = 'user:default/other';
/** Of the same team as the owner. */
const COLLEAGUE = 'user:default/colleague';

/** As the README shows it: owners may shift and read. Everything else is allowed. */
const ownersOnly = createBackendModule({
  pluginId: 'permission',
  moduleId: 'owners-only',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          handle: async ({ permission }, user) =>
            isPermission(permission, hybridTrafficShiftPermission) ||
            isPermission(permission, hybridServiceReadPermission)
              ? createCatalogConditionalDecision(
                  permission,
                  catalogConditions.isEntityOwner({
                    claims: [
                      ...(user?.info.ownershipEntityRefs ?? []),
                      ...(user?.info.userEntityRef === COLLEAGUE
                        ? [OWNER]
                        : []),
                    ],
                  }),
                )
              : { result: AuthorizeResult.ALLOW },
        });
      },
    });
  },
});

/**
 * The tokens of test backends forget which plugin asks on behalf of a user, which tells a
 * plugin's question to the permission backend from a user's.
 */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }): AuthService => {
    const mock = mockServices.auth({ pluginId: plugin.getId() });
    return {
      authenticate: async (token, options) => {
        const credentials = await mock.authenticate(token, options);
        const onBehalf =
          token.startsWith('mock-service-token:') &&
          mock.isPrincipal(credentials, 'user');
        return onBehalf
          ? mockCredentials.user(credentials.principal.userEntityRef, {
              actor: { subject: 'plugin:another' },
            })
          : credentials;
      },
      getLimitedUserToken: user => mock.getLimitedUserToken(user),
      getNoneCredentials: () => mock.getNoneCredentials(),
      getOwnServiceCredentials: () => mock.getOwnServiceCredentials(),
      getPluginRequestToken: options => mock.getPluginRequestToken(options),
      isPrincipal: mock.isPrincipal.bind(mock) as AuthService['isPrincipal'],
      listPublicServiceKeys: () => mock.listPublicServiceKeys(),
    };
  },
});

/** Takes an entity out of the catalog, as an import that goes wrong does. */
let lose: (entityRef: string) => Promise<void>;

const loser = createBackendModule({
  pluginId: 'hybrid',
  moduleId: 'loser',
  register(env) {
    env.registerInit({
      deps: { auth: coreServices.auth, catalog: catalogServiceRef },
      async init(deps) {
        lose = async entityRef => {
          const credentials = await deps.auth.getOwnServiceCredentials();
          const entity = await deps.catalog.getEntityByRef(entityRef, {
            credentials,
          });
          await deps.catalog.removeEntityByUid(entity!.metadata.uid!, {
            credentials,
          });
        };
      },
    });
  },
});

/** Between the plugin and the decision are the policy, the catalog and its rules, no mock. */
describe('with a real permission backend and catalog', () => {
  const directory = createMockDirectory();
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  afterAll(() => backend.stop());
  const platform = withPlatform();

  const ask = (
    method: 'get' | 'post',
    user: string,
    rest: string,
    body?: object,
  ) =>
    request(backend.server)
      [method](CART + rest)
      .set('Authorization', mockCredentials.user.header(user))
      .set('Idempotency-Key', user)
      .send(body);

  beforeAll(async () => {
    const cart = component('cart', 'shop/cart');
    directory.setContent({
      'cart.yaml': stringify({
        ...cart,
        spec: { ...cart.spec, owner: OWNER, lifecycle: 'production' },
      }),
    });
    backend = await startTestBackend({
      features: [
        hybridPlugin,
        catalogPlugin,
        permissionPlugin,
        ownersOnly,
        loser,
        auth,
        httpAuthServiceFactory,
        permissionsServiceFactory,
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: async () => {} }),
        }),
        mockServices.rootConfig.factory({
          data: {
            hybrid: SHOP_CONFIG,
            permission: { enabled: true },
            catalog: {
              locations: [
                { type: 'file', target: directory.resolve('cart.yaml') },
              ],
            },
          },
        }),
      ],
    });
    await until(
      () => ask('get', OWNER, '').then(({ status }) => status),
      status => status === 200,
    );
  }, 30_000);

  const REASON = { kind: 'failover', to: 'aws', reason: 'a test' };

  it('refuses the shift of somebody who does not own the entity', async () => {
    const { status, body } = await ask('post', OTHER, '/shifts', REASON);
    expect(status).toBe(403);
    expect(body.error.problem.code).toBe('not-permitted');
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('starts the shift of the owner', async () => {
    const { status, body } = await ask('post', OWNER, '/shifts', REASON);
    expect(status).toBe(202);
    expect(body.requestedBy).toBe(OWNER);
    await until(
      () => ask('get', OWNER, `/shifts/${body.id}`).then(a => a.body.state),
      state => state === 'succeeded',
    );
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
  });

  it('shows the platform to the owner of a service, and to nobody else', async () => {
    const shop = (user: string) =>
      request(backend.server)
        .get('/api/hybrid/v1/platforms/shop')
        .set('Authorization', mockCredentials.user.header(user));
    const { status, body } = await shop(OWNER);
    expect(status).toBe(200);
    expect(
      body.serviceStatuses.map(({ service }: { service: string }) => service),
    ).toEqual(['cart']);
    expect((await shop(OTHER)).status).toBe(404);
  });

  it('leaves a shift to who started it, and to the owners, when the catalog loses the entity', async () => {
    const { body } = await request(backend.server)
      .post(`${CART}/shifts`)
      .set('Authorization', mockCredentials.user.header(OWNER))
      .set('Idempotency-Key', 'in steps')
      .send({
        kind: 'custom',
        steps: [{ aws: 70, bakeSeconds: 600 }, { aws: 50 }],
        reason: 'a test',
      });
    await until(
      () => platform.weights('cart').aws,
      aws => aws === 70,
    );
    // Its location would put it back otherwise.
    directory.clear();
    await lose('component:default/cart');

    const shift = `/shifts/${body.id}`;
    for (const path of ['', '/shifts', shift]) {
      expect((await ask('get', OTHER, path)).status).toBe(404);
      expect((await ask('get', OWNER, path)).status).toBe(200);
      expect((await ask('get', COLLEAGUE, path)).status).toBe(200);
    }
    const abort = (user: string) =>
      ask('post', user, `${shift}/abort`, { rollBack: true });
    expect((await abort(OTHER)).status).toBe(404);
    expect((await abort(COLLEAGUE)).status).toBe(202);
    // By then it may be over.
    expect([202, 409]).toContain((await abort(OWNER)).status);
    await until(
      () => ask('get', OWNER, shift).then(answer => answer.body.state),
      state => state === 'rolled-back',
    );
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
  });
});
