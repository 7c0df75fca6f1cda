/*
 * The plugin in a bare backend against the sandbox: `yarn start` in this package, with the
 * sandbox running (`yarn sandbox start` in the root). Guests may do everything here.
 *
 *   curl -H "Authorization: Bearer mock-user-token" \
 *     http://localhost:7007/api/hybrid/v1/services/default/component/cart
 */
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { HYBRID_SERVICE_ANNOTATION } from '@hybrid-platform/backstage-plugin-hybrid-common';

const sandbox = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4600',
  AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
};
for (const [name, value] of Object.entries(sandbox)) {
  process.env[name] ??= value;
}

const port = process.env.PORT ?? '7007';

const backend = createBackend();

backend.add(
  mockServices.rootConfig.factory({
    data: {
      backend: {
        baseUrl: `http://localhost:${port}`,
        listen: `:${port}`,
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      hybrid: {
        platforms: {
          shop: { accountId: '111122223333', region: 'ap-northeast-2' },
        },
      },
    },
  }),
);
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(
  catalogServiceMock.factory({
    entities: [
      'storefront',
      'catalog',
      'cart',
      'order',
      'payment',
      'search',
    ].map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        namespace: 'default',
        annotations: { [HYBRID_SERVICE_ANNOTATION]: `shop/${name}` },
      },
      spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
    })),
  }),
);
backend.add(import('../src'));

backend.start();
