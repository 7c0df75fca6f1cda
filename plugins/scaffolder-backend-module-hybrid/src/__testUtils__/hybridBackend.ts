import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
// The actions are tried against the real backend; nothing of it is in the package.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import hybridPlugin from '@hybrid-platform/backstage-plugin-hybrid-backend';
import { HybridClient } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  awsEnvironment,
  SHOP_CONFIG,
  startTestPlatform,
  type TestPlatform,
} from '@hybrid-platform/sandbox/testing';
import { startFaultProxy, type FaultProxy } from './faultProxy';

/** Who may do everything. */
export const OWNER = 'user:default/mina';
/** Who may read, and shift nothing. */
export const OTHER = 'user:default/jonas';

const ENTITIES: Entity[] = ['storefront', 'catalog', 'cart', 'order']
  .map<Entity>(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'hybrid-platform.io/service': `shop/${name}` },
    },
    spec: { type: 'service', owner: OWNER },
  }))
  .concat({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: 'shop',
      namespace: 'default',
      annotations: { 'hybrid-platform.io/platform': 'shop' },
    },
    spec: { owner: OWNER },
  });

/** The hybrid backend, for the actions by themselves. */
export interface HybridBackend {
  platform: TestPlatform;
  /** Stands between the actions and the backend, and can fail requests. */
  proxy: FaultProxy;
  /** The API as the owner, without the proxy. */
  client: HybridClient;
  stop(): Promise<void>;
}

/** Starts the real hybrid backend on the sandbox's wire. */
export async function startHybridBackend(): Promise<HybridBackend> {
  const platform = await startTestPlatform();
  Object.assign(process.env, awsEnvironment(platform.url));
  const permissions = mockServices.permissions.mock({
    authorize: async (questions, options) =>
      questions.map(({ permission }) => {
        const { principal } = (
          options as { credentials: { principal: { userEntityRef?: string } } }
        ).credentials;
        return {
          result:
            permission.attributes.action === 'read' ||
            principal.userEntityRef === OWNER
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        };
      }),
  });
  const backend = await startTestBackend({
    features: [
      hybridPlugin,
      permissions.factory,
      catalogServiceMock.factory({ entities: ENTITIES }),
      mockServices.rootConfig.factory({ data: { hybrid: SHOP_CONFIG } }),
    ],
  });
  const baseUrl = `http://localhost:${backend.server.port()}`;
  const proxy = await startFaultProxy(baseUrl);
  return {
    platform,
    proxy,
    client: new HybridClient({
      discoveryApi: { getBaseUrl: async () => `${baseUrl}/api/hybrid` },
      fetchApi: {
        fetch: (input, init) =>
          fetch(input, {
            ...init,
            headers: {
              ...init?.headers,
              Authorization: mockCredentials.user.header(OWNER),
            },
          }),
      },
    }),
    stop: async () => {
      await proxy.close();
      await backend.stop();
      await platform.close();
    },
  };
}
