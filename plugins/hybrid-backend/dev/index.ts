/*
 * The plugin in a bare backend, on a sandbox that it starts itself: `yarn start` in this
 * package. `yarn sandbox status --watch` in the root shows the sandbox, and `yarn sandbox
 * down on-prem` breaks it. `SERVICES=1000 yarn start` has a large platform instead.
 *
 * Everybody is the guest here, and may do everything:
 *
 *   curl http://localhost:7007/api/hybrid/v1/services/default/component/cart
 */
import { createBackend } from '@backstage/backend-defaults';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  HYBRID_PLATFORM_ANNOTATION,
  HYBRID_SERVICE_ANNOTATION,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { generateServices, startSandbox } from '@hybrid-platform/sandbox';
import { awsEnvironment } from '@hybrid-platform/sandbox/testing';

const GUEST = 'user:default/guest';
const port = process.env.PORT ?? '7007';
const services = Number(process.env.SERVICES ?? 0);

async function main() {
  const sandbox = await startSandbox(
    services > 0
      ? { config: generateServices(services), origins: ['svc-0001'] }
      : {},
  );
  Object.assign(process.env, awsEnvironment(sandbox.awsEndpoint));
  const platform = sandbox.control.status();

  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        backend: {
          baseUrl: `http://localhost:${port}`,
          listen: `:${port}`,
          // The dev app of plugins/hybrid.
          cors: { origin: 'http://localhost:3007', credentials: true },
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        hybrid: {
          platforms: {
            [platform.platform]: {
              accountId: platform.accountId,
              region: platform.region,
            },
          },
        },
      },
    }),
  );
  backend.add(mockServices.auth.factory());
  backend.add(
    mockServices.httpAuth.factory({
      defaultCredentials: mockCredentials.user(GUEST),
    }),
  );
  backend.add(
    catalogServiceMock.factory({
      entities: [
        entity('System', platform.platform, {
          [HYBRID_PLATFORM_ANNOTATION]: platform.platform,
        }),
        ...platform.services.map(({ name }) =>
          entity('Component', name, {
            [HYBRID_SERVICE_ANNOTATION]: `${platform.platform}/${name}`,
          }),
        ),
      ],
    }),
  );
  backend.add(import('../src'));
  await backend.start();
}

function entity(
  kind: string,
  name: string,
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'service', lifecycle: 'production', owner: GUEST },
  };
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
