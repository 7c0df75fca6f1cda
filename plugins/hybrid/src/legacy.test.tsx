import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import {
  discoveryApiRef,
  fetchApiRef,
  type AnyApiFactory,
} from '@backstage/core-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { aComponent, aStatus } from './__testUtils__/fixtures';
import { aFleet } from './__testUtils__/fleet';
import { aHybridApi } from './__testUtils__/hybridApi';
import {
  EntityHybridContent,
  EntityHybridTrafficCard,
  HybridFleetPage,
  hybridApiRef,
  hybridPlugin,
  isHybridServiceAvailable,
} from './legacy';

describe('the plugin in the old frontend system', () => {
  it('provides the card', async () => {
    const entity = aComponent();
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [hybridApiRef, aHybridApi()],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={entity}>
          <EntityHybridTrafficCard />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(
      await screen.findByRole('table', { name: 'Sites' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Hybrid traffic')).toBeInTheDocument();
    expect(isHybridServiceAvailable(entity)).toBe(true);
  });

  it('provides the tab', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [hybridApiRef, aHybridApi()],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={aComponent()}>
          <Routes>
            <Route path="/" element={<EntityHybridContent />} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          '/': hybridPlugin.routes.entityContent,
        },
      },
    );
    expect(
      await screen.findByRole('region', { name: 'History' }),
    ).toBeInTheDocument();
  });

  it('provides the fleet page', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            hybridApiRef,
            aHybridApi({
              getPlatform: async () => aFleet([]),
              getEvacuations: async () => [],
            }),
          ],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <Routes>
          <Route path="/hybrid/*" element={<HybridFleetPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/hybrid/shop'],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(
      await screen.findByText('You may read no service of this platform'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Platforms' }),
    ).toBeInTheDocument();
  });

  it('links from the card to the platform where the fleet page is', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [hybridApiRef, aHybridApi()],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={aComponent()}>
          <EntityHybridTrafficCard />
        </EntityProvider>
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          '/hybrid': hybridPlugin.routes.root,
        },
      },
    );
    expect(await screen.findByRole('link', { name: 'shop' })).toHaveAttribute(
      'href',
      '/hybrid/shop',
    );
  });

  it('provides the API, which asks the hybrid backend', async () => {
    const factories = Array.from(hybridPlugin.getApis()) as AnyApiFactory[];
    const factory = factories.find(({ api }) => api.id === hybridApiRef.id)!;
    expect(factory.deps).toEqual({
      discoveryApi: discoveryApiRef,
      fetchApi: fetchApiRef,
    });
    const fetch = jest.fn(
      async (_url: string) => new Response(JSON.stringify(aStatus())),
    );
    const api = factory.factory({
      discoveryApi: { getBaseUrl: async (id: string) => `http://b/api/${id}` },
      fetchApi: { fetch },
    }) as HybridApi;
    await api.getService('component:default/cart');
    expect(fetch.mock.calls[0][0]).toBe(
      'http://b/api/hybrid/v1/services/default/component/cart',
    );
  });
});
