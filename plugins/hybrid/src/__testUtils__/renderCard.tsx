import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { TrafficCard } from '../components/TrafficCard';
import { aComponent } from './fixtures';
import { aHybridApi } from './hybridApi';
import { FakeSignals } from './signals';

/** What a test of the card works with. */
export interface RenderedCard {
  api: jest.Mocked<HybridApi>;
  signals: FakeSignals;
  unmount: () => void;
}

/** Renders the card of an entity as an app would, with the APIs that it asks for. */
export function renderCard(
  options: {
    entity?: Entity;
    api?: Partial<HybridApi>;
    mayShift?: boolean | 'fails';
    signals?: FakeSignals;
  } = {},
): RenderedCard {
  const { entity = aComponent(), mayShift = true } = options;
  const api = aHybridApi(options.api);
  const signals = options.signals ?? new FakeSignals();
  const permission = mockApis.permission({
    authorize: mayShift ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
  });
  if (mayShift === 'fails') {
    permission.authorize = async () => {
      throw new Error('The permission backend is down');
    };
  }
  const { unmount } = renderInTestApp(
    <EntityProvider entity={entity}>
      <TrafficCard />
    </EntityProvider>,
    {
      apis: [
        [hybridApiRef, api],
        [permissionApiRef, permission],
        [signalApiRef, signals.api],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return { api, signals, unmount: () => unmount() };
}
