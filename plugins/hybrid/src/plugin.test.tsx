import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import alphaPlugin from './alpha';
import plugin, { hybridApiRef } from './index';
import { aComponent, aStatus } from './__testUtils__/fixtures';
import { aFleet } from './__testUtils__/fleet';
import { aHybridApi } from './__testUtils__/hybridApi';

const CARD = 'entity-card:hybrid/traffic';

/** A card of somebody else, which is always there. */
const otherCard = EntityCardBlueprint.make({
  name: 'other',
  params: { loader: async () => <p>Another card</p> },
});

/** The entity's page in an app that has the plugin's card; what the card asks is faked. */
function renderPage(entity: Entity, cardConfig?: object) {
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      plugin.getExtension(CARD),
      otherCard,
    ],
    apis: [
      [hybridApiRef, aHybridApi()],
      [permissionApiRef, mockApis.permission()],
      catalogApiMock({ entities: [entity] }),
    ],
    ...(cardConfig && {
      config: {
        app: { extensions: [{ [CARD]: { config: cardConfig } }] },
      } as any,
    }),
  });
}

describe('the plugin in the new frontend system', () => {
  it('puts the card on a Component with the annotation', async () => {
    renderPage(aComponent());
    expect(
      await screen.findByRole('table', { name: 'Sites' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Hybrid traffic')).toBeInTheDocument();
  });

  it.each([
    ['a Component without the annotation', aComponent({ annotation: null })],
    ['another kind with it', { ...aComponent(), kind: 'API' }],
  ])('leaves %s alone', async (_, entity) => {
    renderPage(entity);
    expect(await screen.findByText('Another card')).toBeInTheDocument();
    expect(screen.queryByText('Hybrid traffic')).toBeNull();
  });

  it('explains itself on every Component when the filter is configured so', async () => {
    renderPage(aComponent({ annotation: null }), {
      filter: { kind: 'component' },
    });
    expect(
      await screen.findByText('Not connected to a hybrid platform yet'),
    ).toBeInTheDocument();
  });

  it('takes a filter on the annotation from configuration', async () => {
    renderPage(aComponent(), {
      filter: {
        kind: 'component',
        'metadata.annotations.hybrid-platform.io/service': 'shop/cart',
      },
    });
    expect(
      await screen.findByRole('table', { name: 'Sites' }),
    ).toBeInTheDocument();
  });

  it('brings the API, which asks the hybrid backend', async () => {
    const fetch = jest.fn(
      async (_url: RequestInfo | URL, _init?: RequestInit) =>
        new Response(JSON.stringify(aStatus()), { status: 200 }),
    );
    const entity = aComponent();
    renderTestApp({
      features: [plugin],
      extensions: [createTestEntityPage({ entity })],
      apis: [
        mockApis.fetch({ baseImplementation: fetch }),
        mockApis.discovery({ baseUrl: 'http://backstage.example' }),
        [permissionApiRef, mockApis.permission()],
        catalogApiMock({ entities: [entity] }),
      ],
    });
    expect(
      await screen.findByRole('table', { name: 'Sites' }),
    ).toBeInTheDocument();
    expect(fetch.mock.calls[0][0]).toBe(
      'http://backstage.example/api/hybrid/v1/services/default/component/cart',
    );
  });

  /** The entity's page in an app that has the plugin's tab. */
  const renderTab = (entity: Entity) =>
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        plugin.getExtension('entity-content:hybrid'),
        otherCard,
      ],
      apis: [
        [hybridApiRef, aHybridApi()],
        [permissionApiRef, mockApis.permission()],
        catalogApiMock({ entities: [entity] }),
      ],
    });

  it('shows the tab on a Component with the annotation', async () => {
    renderTab(aComponent());
    expect(
      await screen.findByRole('region', { name: 'History' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['a Component without the annotation', aComponent({ annotation: null })],
    ['another kind with it', { ...aComponent(), kind: 'API' }],
  ])('shows no tab on %s', async (_, entity) => {
    renderTab(entity);
    expect(await screen.findByText('Another card')).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Traffic now' })).toBeNull();
  });

  it('brings the fleet page, to which the card links', async () => {
    const entity = aComponent();
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        plugin.getExtension(CARD),
        plugin.getExtension('page:hybrid'),
      ],
      apis: [
        [
          hybridApiRef,
          aHybridApi({
            getPlatform: async () => aFleet([]),
            getEvacuations: async () => [],
          }),
        ],
        [permissionApiRef, mockApis.permission()],
        catalogApiMock({ entities: [entity] }),
      ],
    });
    await userEvent.click(await screen.findByRole('link', { name: 'shop' }));
    expect(
      await screen.findByText('You may read no service of this platform'),
    ).toBeInTheDocument();
  });

  it('is the same from the alpha entry point', () => {
    expect(alphaPlugin).toBe(plugin);
  });
});
